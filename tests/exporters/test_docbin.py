"""What spaCy reads back from ``<lang>.spacy`` is what the JSON lines say, also where our package is not."""

import json
import subprocess
import sys
import zlib
from dataclasses import replace
from itertools import groupby

import pytest
import srsly
from spacy.tokens import DocBin
from spacy.vocab import Vocab

import pipeline
from pipeline.datatypes import Article, ArticleResult, Entity, Token
from pipeline.exporters.batch_files import BatchFiles, is_batch_file
from pipeline.exporters.docbin import DocBinFiles, doc_pieces
from pipeline.exporters.docbin.layers import ATTRIBUTES, make_doc
from pipeline.exporters.rendering import render
from pipeline.stages.summarizing import summarize

TEXTS = {
    "ja": [
        "  テザーの利益😀\n\nテザーは2024年に約130億ドルを稼いだ。この会社は３０人だ。\n  従業員は増えた。 ",
        "売上高は35億円だった。",
    ],
    "zh": ["泰达公司去年净赚130亿美元。\n该公司只有３０名员工。"],
    "en": ["Acme Labs raised $5 million.  It hired 30 people\n\nin July 2024."],
}
SCRIPT = """
import json, sys
sys.modules["pipeline"] = None
import spacy
from spacy.tokens import DocBin
found = []
for doc in DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank("xx").vocab):
    words = [token for token in doc if not token.is_space]
    number = {token.i: place for place, token in enumerate(words)}
    parsed = doc.has_annotation("DEP")
    sents = [[token for token in sentence if not token.is_space] for sentence in doc.sents]
    found.append({
        "text": doc.text,
        "sentences": [[sent[0].idx, sent[-1].idx + len(sent[-1])] for sent in sents if sent],
        "words": [
            [t.idx, t.text, t.lemma_ or None, t.tag_ or None, t.pos_ or None,
             *((t.morph.get(name) or [None])[0] for name in ("Reading", "Inflection", "Goshu")),
             number[t.head.i] if parsed else None, t.dep_ or None]
            for t in words
        ],
        "spans": {
            name: [[s.start_char, s.end_char, s.label_, s.kb_id_, s.id_] for s in group]
            for name, group in doc.spans.items()
        },
        "ents": [[e.start_char, e.end_char, e.label_, e.kb_id_, e.id_] for e in doc.ents],
        "user_data": {key: doc.user_data[key] for key in ("article_id", "phrase_heads")},
    })
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def results():
    return [
        replace(result, article=replace(result.article, article_id=f"tf:00000000{lang_no}{text_no:03}"))
        for lang_no, (lang, texts) in enumerate(TEXTS.items())
        for text_no, result in enumerate(pipeline.process(text, lang) for text in texts)
    ]


@pytest.fixture(scope="module")
def folder(results, tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    files = BatchFiles(folder)
    for result in sorted(results, key=lambda result: result.article.article_id[::-1]):
        files.add(render(result, summarize(result)))  # languages in turn
    files.finish({}, 0)
    return folder


@pytest.fixture(scope="module")
def rows(folder):
    """The records of each table by article, in order."""

    def read(name):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        records = map(json.loads, lines)
        return {key: list(group) for key, group in groupby(records, lambda row: row["article_id"])}

    names = ("articles", "sentences", "tokens", "phrases", "entities", "figures", "times")
    return {name: read(name) for name in names}


@pytest.fixture(scope="module", params=TEXTS)
def read_back(request, folder):
    """The Docs of one language, told by a Python that cannot import our package."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", SCRIPT, folder / f"{request.param}.spacy"],
        capture_output=True, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return request.param, json.loads(done.stdout)


def test_one_doc_an_article_in_order(read_back, rows):
    lang, docs = read_back
    wanted = [row for (row,) in rows["articles"].values() if row["lang"] == lang]
    assert [doc["text"] for doc in docs] == [row["text"] for row in wanted] and wanted
    assert [doc["user_data"]["article_id"] for doc in docs] == [row["article_id"] for row in wanted]


def test_sentences_and_words_are_those_of_the_records(read_back, rows):
    for doc in read_back[1]:
        article = doc["user_data"]["article_id"]
        assert doc["sentences"] == [[row["start"], row["end"]] for row in rows["sentences"][article]]
        fields = ("start", "surface", "lemma", "tag", "pos", "reading", "inflection", "origin", "head", "dep")
        assert doc["words"] == [[row[name] for name in fields] for row in rows["tokens"][article]]


def test_every_layer_is_there_with_its_ids_and_codes(read_back, rows):
    for doc in read_back[1]:
        article = doc["user_data"]["article_id"]
        entities = rows["entities"].get(article, [])
        phrases = rows["phrases"].get(article, [])
        wanted = {
            "entities": [
                (row, row["label"], row["code"] or "", row["entity_id"])
                for row in entities if row["source"] != "anaphor"
            ],
            "references": [
                (row, row["label"], row["coref"] or "", row["entity_id"])
                for row in entities if row["source"] == "anaphor"
            ],
            "figures": [(row, row["kind"], "", row["figure_id"]) for row in rows["figures"].get(article, [])],
            "times": [(row, row["type"], "", row["time_id"]) for row in rows["times"].get(article, [])],
            "phrases": [(row, row["source"], "", str(row["phrase"])) for row in phrases],
        }  # fmt: skip
        assert list(doc["spans"]) == ["entities", "references", "figures", "times", "phrases"]
        for name, records in wanted.items():
            assert [span[2:] for span in doc["spans"][name]] == [list(row[1:]) for row in records], name
            for (start, end, *_), (row, *_) in zip(doc["spans"][name], records, strict=True):
                assert start <= row["start"] < row["end"] <= end, name
                assert doc["text"][start:end].strip() == doc["text"][start:end]
        assert doc["ents"] == doc["spans"]["entities"], "none overlap in these texts"
        assert doc["user_data"]["phrase_heads"] == [row["head"] for row in phrases]


def test_the_texts_have_something_of_each_layer(rows, folder):
    for name, by_article in rows.items():
        assert sum(map(len, by_article.values())), name
    sources = {row["source"] for group in rows["entities"].values() for row in group}
    assert {"gazetteer", "anaphor"} <= sources
    assert {path.name for path in folder.glob("*.spacy")} == {f"{lang}.spacy" for lang in TEXTS}
    assert all(is_batch_file(path.name) for path in folder.glob("*.spacy"))


def cut_tokens():
    """Names that cut a token, and two that share one."""
    text = "ABCDE fg hi"
    tokens = (Token(0, 5, "ABCDE", 0), Token(6, 8, "fg", 0), Token(9, 11, "hi", 0))
    places = ((1, 3), (3, 8), (9, 11))
    names = tuple(Entity(f"e{a}", a, b, text[a:b], "ORG", None, None, "shape") for a, b in places)
    return ArticleResult(Article("tf:000000000000", "xx", text), tokens, (), names, (), (), ())


def test_a_span_that_cuts_a_token_takes_it_whole():
    doc, _ = make_doc(cut_tokens(), Vocab())
    assert [span.text for span in doc.spans["entities"]] == ["ABCDE", "ABCDE fg", "hi"]
    assert [span.text for span in doc.ents] == ["ABCDE fg", "hi"], "the longer of two that share a token"


def unpack(raw):
    message = srsly.msgpack_loads(zlib.decompress(raw))
    message["user_data"] = [srsly.msgpack_loads(one) for one in message["user_data"]]
    return message


def test_the_format_is_what_spacy_itself_writes(results, tmp_path):
    for lang in TEXTS:
        some = [result for result in results if result.article.lang == lang]
        files = DocBinFiles(tmp_path)
        for result in some:
            files.add(result.article.lang, doc_pieces(result))
        files.finish()
        docs = [make_doc(result, Vocab())[0] for result in some]
        ours = unpack((tmp_path / f"{lang}.spacy").read_bytes())
        theirs = unpack(DocBin(ATTRIBUTES, store_user_data=True, docs=docs).to_bytes())
        strings, more = set(ours.pop("strings")), set(theirs.pop("strings"))
        assert list(ours) == list(theirs) and ours == theirs
        # spaCy lists norms too, which it makes anew from the words.
        assert more - strings <= {token.norm_ for doc in docs for token in doc}
        assert strings <= more


def test_equal_results_give_equal_bytes_and_nothing_is_left_behind(results, tmp_path):
    written = []
    for _ in range(2):
        files = DocBinFiles(tmp_path)
        for result in results:
            files.add(result.article.lang, doc_pieces(result))
        files.finish()
        files.close()
        written.append({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    assert written[0] == written[1]
    assert sorted(written[0]) == sorted(f"{lang}.spacy" for lang in TEXTS)
