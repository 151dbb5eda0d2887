"""What a thing is, and whether such a thing bears such a figure: 株価 is of a firm, no coin has one."""

from __future__ import annotations

from functools import lru_cache

from pipeline.reference.trades import load_homes, load_trades
from pipeline.stages.claims.ranking import WORDED_KEPT, Features
from pipeline.stages.claims.state import Case


def trades(case: Case, things: tuple[str, ...]) -> Features:
    """What speaks for a thing by its trade, its home and the kind of its name, with metric and figure.

    ``trade:exchange:trading_volume``, ``home:japan:JPY``, ``said:word:株価:CRYPTO``; a thing without a
    trade is seen by its code, or by the end of its name: ``ends:word:labs:revenue``.
    """
    label = case.layout.labels.get(things[0], "none") if len(things) == 1 else "set"
    figure = case.figure
    return _of_trade(things[0], label, case.metric, case.metric_word, figure.kind, figure.unit or "")


@lru_cache(maxsize=WORDED_KEPT)
def _of_trade(thing: str, label: str, metric: str | None, word: str, kind: str, unit: str) -> Features:
    features: list[str] = [f"said:word:{word}:{label}"] if word else []
    if label == "set":
        return tuple(features)
    if thing not in load_trades():
        last = thing.rsplit(" ", 1)[-1].lower()
        last = last if last.isascii() else last[-2:]  # 銀行, not 白鷺銀行
        features += [f"ends:word:{last}:{metric}", f"ends:word:{last}:{kind}"]
    for trade in sorted(load_trades().get(thing, ())):
        features += [f"trade:{trade}:{metric}", f"trade:{trade}:{kind}"]
    if kind == "money":
        features += [f"home:{home}:{unit}" for home in sorted(load_homes().get(thing, ()))]
    return tuple(features)
