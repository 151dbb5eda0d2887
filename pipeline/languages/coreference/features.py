"""What speaks for a candidate and against it, as features; what each weighs is in ``weights.yaml``.

They lean on what is old: subjects and topics are the centre of attention (Grosz, Joshi and
Weinstein 1995), demonstratives take what was just brought in, a noun agrees with the trade
of what it stands for, and who speaks in a quotation is *we* and never *they*.
A feature behind ``one/`` counts for anaphors that pick so (``AnaphorRule.picks``) alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages.coreference.memory import RANKS
from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.languages.coreference.trades import Lexicon

SUBJECTS = ("topic", "subject", "says")
# What a part amounts to where finer kinds would see too few cases.
_COARSE = {
    "topic": "subject", "subject": "subject", "says": "subject", "passive": "object", "agent": "oblique",
    "target": "object",
}  # fmt: skip
# What is never called a company or they: a word of the trade would be used.
NO_COMPANIES = frozenset({"authority", "university", "media", "foundation"})
_APART = NO_COMPANIES | {"exchange", "bank", "fund", "chip", "miner", "carmaker", "man", "woman"}
# What other trades never are: an investor is not called the start-up.
_NEVER_OTHERS = NO_COMPANIES | {"fund"}
# For these what was just brought in counts, not what the text goes on about.
_FRESH = ("new", "contrast", "other")
_PRONOUNS = ("topic", "speaker", "addressed", "other", "contrast")
_PLAIN = ("subject", "genitive", "introduced")
# What is no company where the code book says so; of an unseen name the label is less sure.
_NO_BODIES = frozenset({"PRODUCT", "CRYPTO"})
_FARTHEST, _MOST = 4, 3
_EXTRAS = ("reporter", "parallel", "paragraph", "anaphoric")
# Groups of features that are made once: a few thousand are all there are.
_KEPT = 4096


def coarse(role: str) -> str:
    """The part of a mention, subjects of all kinds being one."""
    return _COARSE.get(role, role)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an anaphor stands and what is known there.

    ``trades``, ``nations``: those its own word names (the bank, the French lab); ``speakers`` and
    ``employers``: who speaks
    in the quotation around it, and whom those work for; ``counts``: mentions of each thing
    before it, ``most`` the most of them; ``ranks``: 0 for the thing named last, 1 for the one
    before; ``reporters``: where the mentions begin that speak in their sentence of somebody
    else; ``word`` and ``called``: what the anaphor calls a thing, and what things were called
    before; ``neighbours``: the things of its kind in the sentence before; ``opens``: nothing that
    it might stand for is in its paragraph before it.
    """

    anaphor: Anaphor
    number: int
    role: str
    trades: frozenset[str]
    nations: frozenset[str]
    quoted: bool
    speakers: frozenset[str]
    employers: frozenset[str]
    counts: dict[str | None, int]
    most: int
    ranks: dict[str | None, int]
    titled: frozenset[str | None]
    centre: str | None
    last: str | None
    reporters: frozenset[int]
    word: str | None
    called: dict[str | None, set[str]]
    neighbours: frozenset[str | None]
    opens: bool


def clause_feature(text: str, referent: Referent, scene: Scene, rules: ReferenceRules) -> str | None:
    """What is said of a thing that is the subject over an anaphor in its own sentence: ``one/near:object``.

    Who says what the anaphor stands in (X表示，该行...) is told apart: ``one/said:object``.
    It holds for all mentions of the thing: in ``XはYを買った。XはこのY社の…`` この is not X.
    """
    if referent.sentence != scene.number or coarse(referent.role) != "subject":
        return None
    if referent.start > scene.anaphor.start:
        return None
    cut = rules.clause.search(text, referent.end, scene.anaphor.start) is not None
    own = coarse(scene.role)
    where = ("said" if referent.role == "says" else "clause") if cut else "near"
    kind = "person" if referent.label == "PERSON" else scene.anaphor.rule.picks
    return f"{kind}/{where}:{own if own in _PLAIN else 'object'}"


def beside_feature(text: str, referent: Referent, scene: Scene, rules: ReferenceRules) -> str | None:
    """What stands between a mention and an anaphor in its sentence: ``own/relative``, ``own/apposed``.

    In ``Kelta, which filed its ...`` its is Kelta's; in ``Kelta, its largest owner`` it is not.
    """
    if referent.sentence != scene.number or referent.end >= scene.anaphor.start:
        return None
    for name, between in (("relative", rules.relative), ("apposed", rules.apposed)):
        if between.fullmatch(text, referent.end, scene.anaphor.start):
            return f"{scene.anaphor.rule.picks}/{name}"
    return None


def mark_places(
    near: Sequence[Referent], start: int, paragraph: int, joined: Set[int]
) -> Iterator[tuple[str, ...]]:
    """What stands out about the place of each mention among the others that fit, in text order.

    ``first`` of its sentence, ``heads`` the paragraph (which begins at ``paragraph``), the ``nearest``,
    the ``last-subject`` before ``start``; of several that are ``joined`` (A and B) none stands out.
    """
    before = [referent for referent in near if referent.start < start]
    subject = next((r for r in reversed(before) if coarse(r.role) == "subject"), None)
    heads = next((r for r in before if r.start > paragraph), None)
    nearest = before[-1] if before else None
    sentence = -1
    for referent in near:
        shares = referent.start in joined
        holds = (
            (referent.sentence != sentence and not shares, "first"),
            (referent is heads and not shares, "heads"),
            (referent is nearest and not shares, "nearest"),
            (referent is subject and not shares, "last-subject"),
            (shares, "joined"),
        )
        sentence = referent.sentence
        yield tuple(mark for true, mark in holds if true)


def place_features(
    text: str, referent: Referent, scene: Scene, marks: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """What the place and part of a mention say: ``role:topic``, ``dist:1``, ``one/dist:1`` ..."""
    picks = scene.anaphor.rule.picks
    if referent.start > scene.anaphor.start:
        return _behind(picks, coarse(referent.role), not scene.ranks)
    away = scene.number - referent.sentence
    extras = (
        referent.start in scene.reporters,
        away > 0 and coarse(referent.role) == coarse(scene.role),
        away > 0 and text.find("\n", referent.end, scene.anaphor.start) >= 0,
        referent.anaphoric,
    )
    sole = away == 1 and len(scene.neighbours) == 1
    return _placed(picks, referent.role, min(away, _FARTHEST), extras, (sole, scene.opens), marks)


@lru_cache(maxsize=_KEPT)
def _behind(picks: str, part: str, nothing_before: bool) -> tuple[str, ...]:
    features = (f"{picks}/behind", f"behind:{part}")
    return (*features, "behind:first") if nothing_before else features


@lru_cache(maxsize=_KEPT)
def _placed(  # noqa: PLR0917 - one key of the cache
    picks: str, role: str, away: int, extras: tuple[bool, ...], alone: tuple[bool, bool],
    marks: tuple[str, ...],
) -> tuple[str, ...]:  # fmt: skip
    sole, opens = alone
    features: tuple[str, ...] = (
        f"role:{role}", f"{picks}/role:{coarse(role)}", f"dist:{away}", f"{picks}/dist:{min(away, 2)}",
        f"at:{coarse(role)}:{min(away, 2)}",
    )  # fmt: skip
    if sole:
        features += (f"sole:{coarse(role)}", f"sole:opens{opens:d}")
    if opens:
        features += (f"opens:{coarse(role)}",)
    for mark in marks:
        features += (f"{mark}:{min(away, 2)}", f"{picks}/{mark}:{min(away, 1)}")
    return features + tuple(name for name, holds in zip(_EXTRAS, extras, strict=True) if holds)


def thing_features(referent: Referent, lexicon: Lexicon, scene: Scene) -> Iterator[str]:
    """What the thing itself says, wherever it stands: ``kind:match``, ``count:2``, ``again`` ..."""
    picks, thing = scene.anaphor.rule.picks, referent.thing
    yield f"{picks}/label:{referent.label}"
    if referent.coded and referent.label in _NO_BODIES:
        yield f"{picks}/known:{referent.label}"
    if thing is None:
        yield "unnamed"
        yield f"{picks}/unnamed"
        return
    yield f"label:{scene.anaphor.rule.labels.index(referent.label)}"
    rank = min(scene.ranks.get(thing, RANKS), RANKS)
    yield f"rank:{rank}"
    yield f"{picks}/rank:{min(rank, 1)}"
    if picks not in _FRESH:
        yield from _salience(thing, scene)
    yield from word_features(referent, lexicon, scene)
    if scene.word and thing in scene.called:
        yield "called-so" if scene.word in scene.called[thing] else "called-otherwise"
    if scene.quoted:
        for name, who in (("speaker", scene.speakers), ("employer", scene.employers)):
            if thing in who:
                yield f"{picks}/{name}"
        if scene.employers and thing not in scene.speakers | scene.employers:
            yield f"{picks}/outsider"
    elif thing in scene.employers:
        yield "employer-of-subject"


def word_features(referent: Referent, lexicon: Lexicon, scene: Scene) -> Iterator[str]:
    """What the anaphor's own words say for a thing: its trade, nation, deed, the noun in its name."""
    thing, picks = referent.thing or "", scene.anaphor.rule.picks
    trades = lexicon.trades.of(thing)
    if referent.label == "CRYPTO":
        trades |= {"project"}
    if scene.trades:
        sex = "person" if picks == "person" else "kind"
        yield f"{sex}:{_agreement(scene.trades, trades)}"
    elif trades & NO_COMPANIES and picks != "own" and not lexicon.is_general(scene.anaphor):
        yield "no-pronoun" if picks in _PRONOUNS else "no-company"
    if scene.nations:
        homes = lexicon.homes.of(thing)
        yield f"nation:{'match' if homes & scene.nations else 'conflict' if homes else 'unknown'}"
    noun, did = lexicon.noun(scene.anaphor, thing), lexicon.did(scene.anaphor, thing)
    if noun is not None:
        yield f"noun:{noun}"
    if did is not None:
        yield f"deed:{did:d}"


def _agreement(wanted: frozenset[str], trades: frozenset[str]) -> str:
    """Whether a thing's trades are those an anaphor names: match, conflict, other or unknown.

    Only trades that keep others out conflict: a bank is no exchange, but a chipmaker may be a start-up.
    """
    if wanted & trades:
        return "match"
    apart = trades & _APART
    if apart and (wanted & _APART or apart & _NEVER_OTHERS):
        return "conflict"
    return "other" if trades else "unknown"


def _salience(thing: str, scene: Scene) -> Iterator[str]:
    """How much a thing is what the text goes on about."""
    picks, count = scene.anaphor.rule.picks, scene.counts.get(thing, 0)
    yield f"count:{min(count, _MOST)}"
    if count > 1 and count == scene.most:
        yield f"{picks}/oftenest"
        if scene.opens:
            yield "opens/oftenest"
    if thing in scene.titled:
        yield "titled"
        if scene.opens:
            yield "opens/titled"
    if thing == scene.centre:
        yield "centre"
    if thing == scene.last:
        yield f"{picks}/again"


def group_features(group: Sequence[Referent], scene: Scene, part: str) -> tuple[str, ...]:
    """What speaks for several names together: that they are, of what labels, whether one speaks."""
    picks, things = scene.anaphor.rule.picks, {member.thing for member in group}
    features = ["group", f"{picks}/group", f"{picks}/group:{group[-1].label}", f"group:{part}"]
    features += ["group/mixed"] if len({member.label for member in group}) > 1 else []
    features += ["group/speaker"] if scene.quoted and (scene.speakers | scene.employers) & things else []
    return tuple(features)
