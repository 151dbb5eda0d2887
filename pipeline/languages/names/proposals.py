"""What the trained name finder proposes, where no rule and no alias has said anything.

Its spans go only into gaps (``NameFinder`` places them last). A span is cut down to
what can be a name, or dropped: the training text is an encyclopaedia, not news, and
takes ``ヒューマノイドロボット`` for a product. The table is ``proposals`` in
``<lang>/entities.yaml``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from spacy.tokens import Doc, Span

from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules, ProposalRules
from pipeline.languages.nlp import PROPOSALS

_LONG = 4  # a shorter name the model sees once may be an ordinary word elsewhere


def find_proposed(doc: Doc, text: Text, rules: NameRules) -> Iterator[Mention]:
    """The proposals that can be names, in text order; none without a model.

    ``山田太郎`` of the model's ``昨日、山田太郎が`` comes as PERSON, source model.
    """
    wanted = rules.proposals
    if wanted is None or PROPOSALS not in doc.spans:
        return
    for span in doc.spans[PROPOSALS]:
        place = _trim(text.folded, span.start_char, span.end_char, wanted)
        if place is None or not _is_name(text, *place, span, wanted):
            continue
        label = _label(text, *place, span.label_, wanted)
        if label is not None and not _is_ordinary(text.folded[slice(*place)], label, rules):
            yield Mention(*place, label, None, None, "model", label not in wanted.unsure)


def _trim(folded: str, start: int, end: int, wanted: ProposalRules) -> tuple[int, int] | None:
    """The span without what belongs to no name before and behind it; None if nothing is left."""
    head = wanted.head.match(folded, start, end)
    start = head.end() if head else start
    tail = wanted.tail.search(folded, start, end)
    end = tail.start() if tail else end
    return (start, end) if end - start >= wanted.shortest else None


def _is_name(text: Text, start: int, end: int, span: Span, wanted: ProposalRules) -> bool:
    """Whether some word of a span may be a proper name: by its tag, or unknown to the dictionary."""
    if wanted.never.fullmatch(text.folded, start, end):
        return False
    tags = text.tags_between(start, end)
    return any(tag.startswith(wanted.proper) for tag in tags)


def _is_ordinary(name: str, label: str, rules: NameRules) -> bool:
    """Whether a name is a plain word of the language, or a person of plain words alone: カストディアン."""
    words = rules.unseen
    return words is not None and (name in words.plain or (label == "PERSON" and words.is_plain(name)))


def _label(text: Text, start: int, end: int, label: str, wanted: ProposalRules) -> str | None:
    """The label by what the name ends in, else the model's under the name it has here."""
    if wanted.person.match(text.folded, end):
        return "PERSON"
    for sure, suffix in wanted.suffixes:
        if suffix.search(text.folded, start, end):
            return sure
    tags = text.tags_between(start, end)
    for sure, tag in wanted.tags:
        if tags and all(each.startswith(tag) for each in tags):
            return sure
    return wanted.labels.get(label)


def drop_weak(proposed: Iterable[Mention], text: Text, rules: NameRules) -> Iterator[Mention]:
    """The proposals without those that only back up what the rules for Latin names find: HKT, but no PUE."""
    for mention in proposed:
        if rules.proposals and not rules.proposals.weak.fullmatch(text.folded, mention.start, mention.end):
            yield mention


def drop_parts(tagged: Iterable[Mention], proposed: Iterable[Mention]) -> Iterator[Mention]:
    """The names the dictionary knows, without those that are only a part of a proposed one.

    A place name of the dictionary says little inside a longer name: 神楽 in 神楽ロボティクス.
    """
    spans = sorted((mention.start, mention.end) for mention in proposed)
    # How far those reach that begin so far, 0 before the first: one look a name, not one a pair.
    reach = [0, *accumulate((end for _, end in spans), max)]
    for mention in tagged:
        before, until = (bisect_left(spans, (at,)) for at in (mention.start, mention.start + 1))
        if reach[before] < mention.end and reach[until] <= mention.end:
            yield mention


def pick_firms(names: Mapping[str, str]) -> dict[str, str]:
    """The firms among a model's names that are long enough to be looked for elsewhere in the text."""
    return {name: label for name, label in names.items() if label == "ORG" and len(name) >= _LONG}
