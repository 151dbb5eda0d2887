"""What a text makes of a thing, wherever it stands: named in its title, often, only as who says so."""

from __future__ import annotations

from functools import lru_cache

from pipeline.stages.claims.candidates.standing import bearer_of
from pipeline.stages.claims.layout import Layout, bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Features
from pipeline.stages.claims.state import Case

# Tenths: of all names, and of the figures so far, that are a thing's.
_SHARES, _BORNE = (0, 1, 3, 5), (0, 1, 4, 7)
_FEW = 2


def fame(case: Case, things: tuple[str, ...], kind: str) -> Features:
    """What speaks for a thing as a candidate of a kind (here, back, carry, about)."""
    layout, state = case.layout, case.state
    known = layout.fames.get(things)
    if known is None:
        known = layout.fames[things] = _told_of(layout, things)
    decided = len(state.decided)
    return _fame(
        kind, *known, bucket(10 * state.borne[things] // decided, _BORNE) if decided > _FEW else -1,
        bearer_of(case.metric), min(_FEW, len(case.mentions())), layout.leads.get(case.line) == things[0],
    )  # fmt: skip


def _told_of(layout: Layout, things: tuple[str, ...]) -> tuple[bool, int, bool]:
    """Whether the title names a thing, its share of the names, and whether it only says things."""
    share = 10 * min(layout.counts[thing] for thing in things) // layout.total
    titled = all(thing in layout.titled for thing in things)
    return titled, bucket(share, _SHARES), all(thing in layout.saying for thing in things)


@lru_cache(maxsize=GROUPS_KEPT)
def _fame(
    kind: str, titled: bool, share: int, saying: bool, borne: int, bearer: str, named: int, leads: bool
) -> Features:  # fmt: skip
    return (
        f"fame:title{titled:d}",
        f"fame:{kind}:title{titled:d}:n{named}",
        f"fame:{bearer}:title{titled:d}",
        f"fame:{kind}:share{share}",
        f"fame:title{titled:d}:share{share}",
        f"fame:borne{borne}",
        f"fame:{kind}:borne{borne}:n{named}",
        f"fame:borne{borne}:title{titled:d}",
        f"fame:{bearer}:borne{borne}",
        f"fame:saying{saying:d}",
        f"fame:{kind}:saying{saying:d}:borne{borne}",
        f"fame:{bearer}:saying{saying:d}",
        f"fame:leads{leads:d}",
        f"fame:{kind}:leads{leads:d}:n{named}",
        f"fame:leads{leads:d}:borne{borne}",
        f"fame:leads{leads:d}:title{titled:d}",
    )
