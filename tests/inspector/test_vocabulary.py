"""The vocabulary view in a real browser: it tells what the tables of `export vocabulary` tell."""

import csv

import pytest

from pipeline.exporters.jsonl import read_exact
from tests.commands import call_here
from tests.inspector.browser import go, visit, wait

WORD = ("lemma", "reading", "word_class", "goshu")


@pytest.fixture(scope="module")
def exported(outputs, tmp_path_factory):
    """The tables of the same outputs, the Japanese article of Kitanova held against the other."""
    folder = tmp_path_factory.mktemp("vocabulary")
    part = article_of(outputs, "ja/kitanova.txt")
    done = call_here("export", "vocabulary", "--out", outputs, "--to", folder, "--part", f"article={part}")
    assert done.exit_code == 0, done.stderr
    return folder


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def article_of(outputs, source):
    return next(
        row["article_id"] for row in read_exact(outputs / "articles.jsonl") if row["source"] == source
    )


def table(page, number=0):
    """Head and rows of a table, all of it."""
    while page.locator(".vocabulary .more").count():
        page.evaluate("document.querySelector('.vocabulary .more').click()")
    return page.evaluate(
        """number => {
            const texts = row => [...row.cells].map(cell => cell.textContent.replace(/ [▾▴]$/, ""));
            return [...document.querySelectorAll(".vocabulary table")[number].rows].map(texts);
        }""",
        number,
    )


def plain(number):
    return float(number.replace(",", "").removesuffix("%"))


@pytest.mark.parametrize(("lang", "known"), [("ja", 4), ("en", 1)])
def test_words_are_those_of_the_exported_table(browser, explorer, exported, lang, known):
    wanted = read(exported / f"lemmas.{lang}.csv")
    with visit(browser, explorer, f"#/vocabulary?lang={lang}") as page:
        _, *rows = table(page)
    # Goshu has names here: what it is called is told elsewhere.
    shown = sorted((row[0], *row[1 : known - 1], int(row[known].replace(",", ""))) for row in rows)
    assert shown == sorted(
        (row["lemma"], *(row[name] for name in WORD[1 : known - 1]), int(row["count"])) for row in wanted
    )
    for row, other in zip(rows[:20], wanted, strict=False):
        assert plain(row[known + 1]) == pytest.approx(float(other["per_million"]), abs=0.06)
        assert row[known + 2] == other["articles"]
        if other["juilland_d"]:
            assert plain(row[known + 3]) == pytest.approx(float(other["juilland_d"]), abs=0.001)
        assert plain(row[known + 4]) == pytest.approx(float(other["gries_dp"]), abs=0.001)


def test_a_word_leads_to_just_the_places_that_were_counted(browser, explorer, exported):
    rows = {(row["lemma"], row["word_class"]): row for row in read(exported / "lemmas.ja.csv")}
    # One written otherwise than its entry, one with a homograph of another class, a rare one.
    lemmas = [row["lemma"] for row in rows.values()]
    twins = [row for row in rows.values() if lemmas.count(row["lemma"]) > 1]
    chosen = [rows["為る", "動詞-非自立可能"], twins[0], twins[1], list(rows.values())[-1]]
    with visit(browser, explorer) as page:
        for row in chosen:
            go(page, "#/vocabulary?lang=ja")
            page.fill("#vocabulary-q", row["lemma"])
            page.select_option("#vocabulary-class", row["word_class"].split("-")[0])
            page.evaluate("document.body.dataset.state = 'busy'")
            link = page.locator(".frequencies tbody tr").filter(has_text=row["word_class"])
            link.filter(has=page.get_by_role("link", name=row["lemma"], exact=True)).first.get_by_role(
                "link"
            ).click()
            wait(page)
            assert page.evaluate("EXPLORER.found().length") == int(row["count"]), row
            assert page.locator("#search").input_value() == row["lemma"]
        # Without the mark of the one entry it is a search by lemma, with all its homographs.
        page.locator(".tools .chip").click()
        wait(page)
        assert page.evaluate("EXPLORER.found().length") >= int(chosen[-1]["count"])
        assert "word=" not in page.url


def test_lemmas_of_the_dictionary_find_every_spelling(browser, explorer):
    with visit(browser, explorer, "#/list?q=為る&by=lemma&show=kwic") as page:
        keys = page.eval_on_selector_all(".kwic .k-key a", "links => links.map(link => link.textContent)")
    assert {"し", "さ"} <= set(keys)


@pytest.mark.parametrize(("aspect", "column"), [("class", "word_class"), ("detail", "word_class_detail")])
def test_composition_is_that_of_the_exported_table(browser, explorer, exported, outputs, aspect, column):
    rows = [
        row for row in read(exported / "composition.csv") if (row["lang"], row["aspect"]) == ("ja", column)
    ]
    with visit(browser, explorer, f"#/vocabulary?lang=ja&table=composition&aspect={aspect}") as page:
        _, *whole = table(page)
        head, *single = table(page, 1)
    assert [(row[0], row[1].replace(",", ""), row[3].replace(",", "")) for row in whole] == [
        (row["value"] or "none", row["words"], row["types"]) for row in rows
    ]
    for row, other in zip(whole, rows, strict=True):
        assert plain(row[2]) == pytest.approx(100 * float(other["share"]), abs=0.06)
    part = article_of(outputs, "ja/kitanova.txt")
    wanted = {
        row["value"] or "none": float(row["share"])
        for row in read(exported / "composition-by-article.csv")
        if (row["article_id"], row["aspect"]) == (part, column)
    }
    own = next(row for row in single if "Kitanova" in row[0])
    for name, share in list(zip(head, own, strict=True))[4:]:
        assert plain(share) == pytest.approx(100 * wanted.get(name, 0), abs=0.06), name


def test_keyness_is_that_of_the_exported_table(browser, explorer, exported, outputs):
    wanted = read(exported / "keyness.ja.csv")
    part = article_of(outputs, "ja/kitanova.txt")
    with visit(browser, explorer, f"#/vocabulary?lang=ja&table=keyness&part=article&value={part}") as page:
        _, *rows = table(page)
    assert len(rows) == len(wanted) > 200
    by_word = {(row["lemma"], row["reading"], row["word_class"]): row for row in wanted}
    for row in rows:
        other = by_word[tuple(row[:3])]
        assert [row[4].replace(",", ""), row[6].replace(",", "")] == [
            other["count"],
            other["reference_count"],
        ]
        assert plain(row[8]) == pytest.approx(float(other["g2"]), abs=0.011)
        assert plain(row[9].replace("−", "-")) == pytest.approx(float(other["log_ratio"]), abs=0.011)
    assert [plain(row[8]) for row in rows] == sorted((plain(row[8]) for row in rows), reverse=True)


def test_parts_add_up_to_the_whole(browser, explorer):
    counts = """() => [...document.querySelectorAll(".frequencies tbody tr")].map(row => [
        row.cells[0].textContent + row.cells[2].textContent,
        Number(row.cells[4].textContent.replace(/,/g, "")),
    ])"""
    with visit(browser, explorer, "#/vocabulary?lang=ja") as page:
        table(page)
        whole = page.evaluate(counts)
        page.select_option("#vocabulary-part", "article")
        wait(page)
        total = {}
        values = page.eval_on_selector_all("#vocabulary-value option", "all => all.map(one => one.value)")
        for value in values:
            page.select_option("#vocabulary-value", value)
            wait(page)
            table(page)
            for word, count in page.evaluate(counts):
                total[word] = total.get(word, 0) + count
    together = {}
    for word, count in whole:
        together[word] = together.get(word, 0) + count
    assert len(values) == 2 and total == together


def test_sorting_and_filtering_by_keyboard(browser, explorer):
    first = "document.querySelector('.frequencies tbody tr').cells[0].textContent"
    with visit(browser, explorer, "#/vocabulary?lang=ja") as page:
        top = page.evaluate(first)
        page.focus("#sort-count")
        page.keyboard.press("Enter")
        assert page.locator("th[aria-sort=ascending]").text_content().startswith("Count")
        assert page.evaluate(first) != top
        assert page.evaluate("document.activeElement.id") == "sort-count"
        page.focus("#sort-reading")
        page.keyboard.press("Space")
        _, *rows = table(page)
        readings = [row[1] for row in rows]
        assert readings == sorted(readings)
        # The address keeps all of it.
        page.reload()
        wait(page)
        assert page.locator("th[aria-sort=ascending]").text_content().startswith("Reading")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "vocabulary-q"
        page.keyboard.type("する")
        page.wait_for_function("() => document.querySelectorAll('.frequencies tbody tr').length < 20")
        found = [row[1] for row in table(page)[1:]]
        assert found and all("スル" in reading for reading in found)
        page.fill("#vocabulary-q", "")
        page.select_option("#vocabulary-class", "助詞")
        wait(page)
        page.wait_for_function("() => document.querySelectorAll('.frequencies tbody tr').length > 1")
        assert all(row[2].startswith("助詞") for row in table(page)[1:])


def test_each_interface_language_and_a_phone_have_it(browser, explorer):
    for locale, heading in (("ja-JP", "頻度"), ("zh-CN", "频次"), ("en-GB", "Count")):
        size = {"width": 390, "height": 844}
        with visit(browser, explorer, "#/vocabulary", locale=locale, viewport=size) as page:
            for kind in ("words", "composition", "keyness"):
                go(page, f"#/vocabulary?lang=ja&table={kind}")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
                assert page.locator(".vocabulary table").count() > 0
            assert heading in page.locator(".frequencies thead").text_content()


@pytest.mark.parametrize("locale", ["ja-JP", "zh-CN", "en-GB"])
def test_nothing_is_cut_off_on_a_phone(browser, explorer, locale):
    size = {"width": 400, "height": 800}
    with visit(browser, explorer, "#/vocabulary", locale=locale, viewport=size) as page:
        edges = page.locator("header nav a").evaluate_all(
            "all => all.map(a => a.getBoundingClientRect().right)"
        )
        assert len(edges) == 6 and max(edges) <= 400
        for lang in ("ja", "zh", "en"):
            go(page, f"#/vocabulary?lang={lang}")
            wide = page.locator(".vocabulary .wide")
            assert wide.evaluate("each => each.scrollWidth <= each.clientWidth"), lang
