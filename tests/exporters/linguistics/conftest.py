"""Outputs of three languages with an emoji before everything, read again article by article."""

import json
from dataclasses import replace

import pytest

import pipeline
from pipeline.exporters.batch_files import BatchFiles
from pipeline.exporters.linguistics.articles import READ, SCATTERED, read_articles
from pipeline.exporters.rendering import render
from pipeline.languages.nlp import find_lexemes
from pipeline.stages.summarizing import summarize

TEXTS = {
    "ja": [
        "😀テザーの利益\n\nテザーは2024年に約１３０億ドルを稼いだ。この会社は３０人だ。\n"
        "  25万USDCと1万枚を　走らない人が持つ。\n"
        "支出は3億ドルだった。内訳は、人件費が1億ドル、家賃が1億ドルだった。 ",
        "やはり売上高は35億円だった😀。<script>alert(1)</script>とOpenAIとTetherは<b>言う。",
    ],
    "zh": ["😀泰达公司去年净赚130亿美元。\n该公司只有３０名员工。\x01"],
    "en": ["😀 Acme Labs raised $5 million.  It hired 30 people\n\nin July 2024. =1+1"],
}  # fmt: skip


def rename(result, article_id, source):
    return replace(result, article=replace(result.article, article_id=article_id, source=source))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The JSON lines of a run over the texts, languages in turn; the findings of all stand at the end."""
    folder = tmp_path_factory.mktemp("outputs")
    results = [
        rename(pipeline.process(text, lang), f"tf:00000000{lang_no}{text_no:03}", f"{lang}/{text_no}.txt")
        for lang_no, (lang, texts) in enumerate(TEXTS.items())
        for text_no, text in enumerate(texts)
    ]
    files = BatchFiles(folder)
    for result in sorted(results, key=lambda result: result.article.article_id[::-1]):
        files.add(render(result, summarize(result)))
    files.finish({}, 0)
    files.close()
    findings = (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "findings.jsonl").write_text("".join(reversed(findings)), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def rows(folder):
    """The records of each table by article, read without the code under test."""
    found = {}
    for name in ("articles", *READ, SCATTERED):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                row = json.loads(line)
                found.setdefault(name, {}).setdefault(row["article_id"], []).append(row)
    return found


@pytest.fixture(scope="session")
def articles(folder):
    return list(read_articles(folder, lexicons=find_lexemes))
