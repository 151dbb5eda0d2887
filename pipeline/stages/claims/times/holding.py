"""Which time the money of a claim is converted at: the link from claims to normalization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pipeline.datatypes import Claim, Held
from pipeline.reference.metrics import load_metrics


def times_held(claims: Iterable[Claim], day: date | None) -> Mapping[str, Held]:
    """By figure id the period of each claim that is a fact of a time that is over on ``day``.

    Revenue of 2024 is a flow over 2024, holdings at the end of March a stock of its last day.
    What is forecast, offered or of no time (a list price) keeps the article's day.
    """
    found: dict[str, Held] = {}
    for claim in claims:
        period, code = claim.period, claim.metric.code
        if period is None or period.begin is None or period.finish is None or code is None:
            continue
        time = load_metrics()[code].time
        over = day is None or period.finish <= day
        if time != "none" and over and claim.modality in ("fact", "reported"):
            found[claim.figure_id] = Held(period.begin, period.finish, time == "flow")
    return found
