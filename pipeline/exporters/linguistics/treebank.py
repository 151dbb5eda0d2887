r"""CoNLL-U, for tools of Universal Dependencies: a file an article, a line a word.

``# text`` is a sentence on one line; the forms with the blanks between them give it exactly.
Where other white space stands in the article, MISC tells it as UDPipe does
(``SpacesAfter=\n``), so that the whole text can be put together again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.exporters.linguistics.articles import ArticleRecords, Row, spell
from pipeline.reference.linguistics import load_linguist_words

_ESCAPES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
# The parser's word for a root, and UD's.
_ROOTS = {"ROOT": "root"}


def write_treebank(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``tf-607f658e4e1b.conllu`` for each article; none is left out."""
    for records in articles:
        lines = "".join(f"{line}\n" for line in _write_article(records))
        (folder / f"{records.stem}.conllu").write_text(lines, encoding="utf-8", newline="\n")
    return {}


def _write_article(records: ArticleRecords) -> Iterator[str]:
    """The lines of an article, an empty one behind each sentence."""
    marks = _read_marks(records)
    about = [f"# newdoc id = {records.article_id}", f"# lang = {records.article['lang']}"]
    about += [
        f"# {name} = {_one_line(value)}"
        for name in ("published_on", "url", "source", "title")
        if (value := records.article[name]) is not None
    ]
    for sentence, places in records.sentences():
        yield from about
        about.clear()
        yield f"# sent_id = {records.stem}-s{sentence['sentence'] + 1}"
        yield f"# text = {_one_line(sentence['surface'])}"
        yield f"# zone = {sentence['zone']}"
        for place in places:
            yield _write_word(records, place, places[0], marks[place])
        yield ""


def _write_word(records: ArticleRecords, place: int, first: int, marks: list[str]) -> str:
    """The ten columns of a word; ``first`` is the first of its sentence."""
    token = records.tables["tokens"][place]
    head, dep = token["head"], token["dep"]
    if head is not None:
        head = 0 if head == place else head - first + 1
    misc = [*_read_spaces(records, place), *_read_morph(records, place), *marks]
    columns = (
        place - first + 1,
        _one_line(token["surface"]),
        _one_line(token["lemma"] or "_"),
        token["pos"] or "_",
        token["tag"] or "_",
        load_linguist_words().features_of(token["inflection"]) or "_",
        "_" if head is None else head,
        _ROOTS.get(dep, dep) or "_",
        "_",
        "|".join(misc) or "_",
    )
    return "\t".join(map(str, columns))


def _read_spaces(records: ArticleRecords, place: int) -> Iterator[str]:
    """What stands before the first word and behind each, where it is not one blank."""
    tokens, text = records.tables["tokens"], records.text
    start, end = tokens[place]["start"], tokens[place]["end"]
    if place == 0 and start:
        yield f"SpacesBefore={_escape(text[:start])}"
    after = text[end : tokens[place + 1]["start"] if place + 1 < len(tokens) else len(text)]
    if not after:
        yield "SpaceAfter=No"
    elif after != " ":
        yield f"SpacesAfter={_escape(after)}"


def _read_morph(records: ArticleRecords, place: int) -> Iterator[str]:
    """Reading, inflection and origin of the record, entry of the dictionary, place in the bunsetu."""
    token = records.tables["tokens"][place]
    lexeme = records.lexemes[place] if records.lexemes else None
    named = (
        ("Reading", token["reading"]),
        ("Inflection", token["inflection"]),
        ("Goshu", token["origin"]),
        ("UniDicLemma", lexeme and lexeme.lemma),
        ("UniDicReading", lexeme and lexeme.reading),
        ("BunsetuBILabel", {True: "B", False: "I", None: None}[token["starts_phrase"]]),
    )
    yield from (f"{name}={_escape(value)}" for name, value in named if value)


def _read_marks(records: ArticleRecords) -> list[list[str]]:
    """What MISC says of each token's spans: ``NE=B-ORG``, ``Figure=B-money``, ``Amount=13000000000``.

    A span that cuts a token takes it whole. Of spans that share a token each has its mark, with ``;``
    between them: every record stands there once as B.
    """
    tokens = records.tables["tokens"]
    starts, ends = [row["start"] for row in tokens], [row["end"] for row in tokens]
    marks: list[dict[str, list[str]]] = [{} for _ in tokens]
    for name, label, row, more in _read_layers(records):
        places = range(bisect_right(ends, row["start"]), bisect_left(starts, row["end"]))
        for place in places:
            sign = "B" if place == places[0] else "I"
            marks[place].setdefault(name, []).append(f"{sign}-{label}")
        if places:
            for key, value in more.items():
                if value is not None:
                    marks[places[0]].setdefault(key, []).append(value)
    return [[f"{name}={_escape(';'.join(values))}" for name, values in each.items()] for each in marks]


def _read_layers(records: ArticleRecords) -> Iterator[tuple[str, str, Row, dict[str, str | None]]]:
    """Name of the mark, label, record, and what else the first token says."""
    for row in records.names:
        yield "NE", row["label"], row, {"NECode": row["code"]}
    for row in records.references:
        yield "Ref", row["label"], row, {"Coref": row["coref"]}
    for row in records.tables["figures"]:
        yield "Figure", row["kind"], row, {"Amount": _amount(row), "Unit": row["unit"]}
    for row in records.tables["times"]:
        yield "Time", row["type"], row, {"Timex": row["timex"]}


def _amount(figure: Row) -> str | None:
    """The value, or the bounds of a figure that has none: ``20000..30000``."""
    if figure["value"] is not None:
        return spell(figure["value"])
    bounds = [spell(figure[name]) or "" for name in ("low", "high")]
    return "..".join(bounds) if any(bounds) else None


def _one_line(text: str) -> str:
    """A text with a blank for each stretch of white space."""
    return " ".join(text.split())


def _escape(text: str) -> str:
    r"""A value as MISC holds it: no blank, no bar; other white space by its number.

    >>> _escape("\n\u3000a|b")
    '\\n\\u3000a\\pb'
    """
    return "".join(_ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c.isspace() else c) for c in text)
