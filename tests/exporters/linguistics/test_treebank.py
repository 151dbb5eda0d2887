"""The conllu library reads what we write: the texts come back whole, trees, names and figures with them."""

import re

import conllu
import pytest

from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.linguistics.treebank import write_treebank
from pipeline.reference.linguistics import load_linguist_words

ESCAPES = {"\\s": " ", "\\t": "\t", "\\r": "\r", "\\n": "\n", "\\p": "|", "\\\\": "\\"}


def unescape(value):
    return re.sub(
        r"\\u([0-9a-f]{4})|\\.", lambda hit: chr(int(hit[1], 16)) if hit[1] else ESCAPES[hit[0]], value
    )


@pytest.fixture(scope="module")
def parsed(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("conllu")
    assert write_treebank(articles, folder) == {}
    assert len(list(folder.iterdir())) == len(articles)
    return [
        (records, conllu.parse((folder / f"{records.stem}.conllu").read_text(encoding="utf-8")))
        for records in articles
    ]


def behind(token):
    misc = token["misc"] or {}
    return "" if misc.get("SpaceAfter") == "No" else unescape(misc.get("SpacesAfter", " "))


def test_sentences_and_words_are_those_of_the_records(parsed):
    for records, sentences in parsed:
        assert [one.metadata["sent_id"] for one in sentences] == [
            f"{records.stem}-s{row['sentence'] + 1}" for row in records.tables["sentences"]
        ]
        assert [one.metadata.get("newdoc id") for one in sentences] == [
            records.article_id,
            *[None] * (len(sentences) - 1),
        ]
        words = [token for sentence in sentences for token in sentence]
        for token, row in zip(words, records.tables["tokens"], strict=True):
            fields = (token["form"], token["xpos"], token["upos"], token["lemma"])
            wanted = (row["surface"], row["tag"], row["pos"], row["lemma"] or "_")
            assert [field or "_" for field in fields] == [field or "_" for field in wanted]
            misc = token["misc"] or {}
            named = [misc.get(name) for name in ("Reading", "Goshu", "Inflection", "BunsetuBILabel")]
            bunsetu = {True: "B", False: "I", None: None}[row["starts_phrase"]]
            assert named == [row["reading"], row["origin"], row["inflection"], bunsetu]


def test_forms_give_the_text_of_the_sentence_and_of_the_article(parsed):
    for records, sentences in parsed:
        whole = unescape((sentences[0][0]["misc"] or {}).get("SpacesBefore", ""))
        for sentence, row in zip(sentences, records.tables["sentences"], strict=True):
            blanks = [" " if behind(token) else "" for token in sentence]
            joined = "".join(
                token["form"] + blank for token, blank in zip(sentence, [*blanks[:-1], ""], strict=True)
            )
            assert sentence.metadata["text"] == joined == " ".join(row["surface"].split())
            whole += "".join(token["form"] + behind(token) for token in sentence)
        last = sentences[-1][-1]
        if "SpacesAfter" not in (last["misc"] or {}) and not records.text.endswith(" "):
            whole = whole.removesuffix(" ")
        assert whole == records.text


def test_trees_are_those_of_the_records_one_root_a_sentence(parsed):
    trees = 0
    for records, sentences in parsed:
        rows = iter(records.tables["tokens"])
        for sentence in sentences:
            first = None
            for token, row in zip(sentence, rows, strict=False):
                first = row["token"] if first is None else first
                if row["head"] is None:
                    assert token["head"] is token["deprel"] is None or token["deprel"] == "_"
                elif row["head"] == row["token"]:
                    assert (token["head"], token["deprel"]) == (0, "root")
                else:
                    assert (token["head"] + first - 1, token["deprel"]) == (row["head"], row["dep"])
            if sentence[0]["head"] is not None:
                assert sentence.to_tree().token["deprel"] == "root"
                trees += 1
    assert trees >= 5, "no trees in these texts"


@pytest.mark.parametrize(
    ("mark", "table", "label"),
    [
        ("NE", "entities", "label"),
        ("Ref", "entities", "label"),
        ("Figure", "figures", "kind"),
        ("Time", "times", "type"),
    ],
)
def test_every_span_is_there_once(parsed, mark, table, label):
    total = 0
    for records, sentences in parsed:
        begun = [
            part[2:]
            for sentence in sentences
            for token in sentence
            for part in (token["misc"] or {}).get(mark, "").split(";")
            if part.startswith("B-")
        ]
        rows = records.tables[table]
        if table == "entities":
            rows = [row for row in rows if (row["source"] == "anaphor") == (mark == "Ref")]
        assert sorted(begun) == sorted(row[label] for row in rows)
        total += len(begun)
    assert total, f"no {mark} in these texts"


def test_features_values_and_entries_of_the_dictionary(parsed):
    japanese = [sentences for records, sentences in parsed if records.article["lang"] == "ja"]
    words = [token for sentences in japanese for sentence in sentences for token in sentence]
    by_form = {token["form"]: token for token in words}
    assert by_form["ない"]["feats"] == {"Polarity": "Neg"}
    assert by_form["やはり"]["misc"]["UniDicLemma"] == "矢張り"
    assert by_form["１３０"]["misc"]["Amount"] == "13000000000"
    assert by_form["１３０"]["misc"]["Unit"] == "USD"
    assert by_form["2024"]["misc"]["Timex"] == "2024"


def test_spans_that_share_a_token_and_blanks_of_all_kinds(tmp_path):
    text = "\u3000ABC  d|e\u2028"
    token = dict.fromkeys(
        ("lemma", "tag", "pos", "reading", "inflection", "origin", "starts_phrase", "head", "dep")
    )
    words = [(1, 4, "ABC"), (6, 9, "d|e")]
    tokens = [
        token | {"token": n, "sentence": 0, "start": a, "end": b, "surface": s}
        for n, (a, b, s) in enumerate(words)
    ]
    name = {"source": "shape", "label": "ORG", "code": None}
    records = ArticleRecords(
        dict.fromkeys(("published_on", "url", "source", "title"))
        | {"article_id": "tf:000000000000", "lang": "xx", "text": text},
        {
            "sentences": [{"sentence": 0, "start": 1, "end": 9, "surface": "ABC  d|e", "zone": "body"}],
            "tokens": tokens, "figures": [], "times": [],
            "entities": [
                name | {"start": 1, "end": 2}, name | {"start": 2, "end": 9, "label": "LAW", "code": "c d"},
            ],
        },
    )  # fmt: skip
    write_treebank([records], tmp_path)
    (sentence,) = conllu.parse((tmp_path / "tf-000000000000.conllu").read_text(encoding="utf-8"))
    first, second = sentence
    assert first["misc"] == {
        "SpacesBefore": "\\u3000",
        "SpacesAfter": "\\s\\s",
        "NE": "B-ORG;B-LAW",
        "NECode": "c\\sd",
    }
    assert second["misc"] == {"SpacesAfter": "\\u2028", "NE": "I-LAW"} and second["form"] == "d|e"


def test_features_come_from_the_table():
    words = load_linguist_words()
    assert words.features_of("動詞;命令形") == "Mood=Imp"
    assert words.features_of("助動詞-タ;終止形-一般") is words.features_of(None) is None
