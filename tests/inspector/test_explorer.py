"""The explorer in a real browser: it loads, searches, counts and shows; nothing hostile runs."""

import json
import random
import re

import pytest

from pipeline.exporters.jsonl import read_numbers
from pipeline.inspector.indexing import fold
from tests.commands import call_here, tree
from tests.inspector.browser import AXE, go, visit, wait
from tests.inspector.corpus import FIGURE, HOSTILE


def rows_of(outputs, table):
    return list(read_numbers(outputs / f"{table}.jsonl"))


def number_of(outputs, source):
    return [row["source"] for row in rows_of(outputs, "articles")].index(source)


def type_query(page, query):
    # Before the words are there: the page begins by itself a moment after the last key.
    page.evaluate("document.body.dataset.state = 'busy'")
    page.fill("#search", query)
    page.press("#search", "Enter")
    wait(page)


def kwic(page):
    cells = "rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.textContent))"
    return page.eval_on_selector_all(".kwic tbody tr", cells)


def occurrences(outputs, query):
    return sum(row["text"].lower().count(query) for row in rows_of(outputs, "articles"))


def test_list_has_every_article_and_facets_count_every_mention(browser, explorer, outputs):
    with visit(browser, explorer) as page:
        assert page.locator(".articles li").count() == 4
        counts = dict(
            page.eval_on_selector_all(
                "[data-facet=kind] li",
                "rows => rows.map(r => [...r.children[0].children].slice(1).map(e => e.textContent))",
            )
        )
    kinds = [row["kind"] for row in rows_of(outputs, "figures")]
    assert counts["money"] == str(kinds.count("money")) and counts["percentage"] == str(
        kinds.count("percent")
    )


def test_a_facet_leaves_its_mentions_and_their_articles(browser, explorer, outputs):
    figures = rows_of(outputs, "figures")
    money = [row for row in figures if row["kind"] == "money" and row["unit"] == "JPY"]
    with visit(browser, explorer) as page:
        page.get_by_label(re.compile("^Japanese Yen")).check()
        page.get_by_label(re.compile("^Money|^money")).check()
        assert page.locator(".articles li").count() == len({row["article_id"] for row in money})
        # Other values of a facet are told with what they would give.
        dollars = sum(row["kind"] == "money" and row["unit"] == "USD" for row in figures)
        unit = page.locator("[data-facet=unit] li").filter(has_text=re.compile("^US Dollar"))
        assert unit.locator(".number").text_content() == str(dollars) != "0"
        page.get_by_role("button", name="KWIC").click()
        wait(page)
        assert sorted(key for _, key, _ in kwic(page)) == sorted(row["surface"] for row in money)
        # The address keeps the choice: the same page again shows the same.
        again = page.url
        page.reload()
        wait(page)
        assert page.url == again and len(kwic(page)) == len(money)


@pytest.mark.parametrize("query", ["億円", "kitanova", "😀テザー", "Ｋｉｔａｎｏｖａ", "人"])
def test_search_finds_what_stands_in_the_texts(browser, explorer, outputs, query):
    folded = {"Ｋｉｔａｎｏｖａ": "kitanova"}.get(query, query)
    with visit(browser, explorer) as page:
        type_query(page, query)
        found = kwic(page)
        assert len(found) == occurrences(outputs, folded) > 0
        assert all(key.lower() == folded for _, key, _ in found)


@pytest.mark.parametrize("query", ["買収なし", "constructor", "zzz", "円 億"])
def test_search_finds_nothing_else(browser, explorer, outputs, query):
    with visit(browser, explorer) as page:
        type_query(page, query)
        assert len(kwic(page)) == occurrences(outputs, query)


def test_every_piece_of_a_text_is_found_wherever_it_stands(browser, explorer, outputs):
    """The index alone tells the places: each is held against the texts, of short and long pieces alike."""
    texts = [row["text"] for row in rows_of(outputs, "articles")]
    folded = [fold(text) for text in texts]
    lot = random.Random(3)
    pieces = {"長", "長長", "e", " の", "億ドル", "a  b"}
    while len(pieces) < 150:
        text = lot.choice(texts)
        start, length = lot.randrange(len(text)), lot.choice((1, 2, 3, 4, 5, 7, 12, 30))
        pieces.add(text[start : start + length])
    queries = sorted(piece.strip() for piece in pieces if piece.strip() and piece == piece.strip("\ufeff"))
    with visit(browser, explorer) as page:
        found = page.evaluate(
            """async queries => {
                const found = {};
                for (const query of queries)
                    found[query] = (await EXPLORER.search(query, "text", null, () => false))
                        .map(line => [line.article, line.start]);
                return found;
            }""",
            queries,
        )
    for query in queries:
        wanted = [[at, hit.start()] for at, text in enumerate(folded) for hit in finditer(fold(query), text)]
        assert found[query] == wanted, query
    assert sum(map(len, found.values())) > 2000


def finditer(piece, text):
    return re.finditer(re.escape(piece), text)


def test_more_lines_come_by_scrolling_and_in_any_order(browser, explorer, outputs):
    total = occurrences(outputs, "長")
    with visit(browser, explorer, "#/list?q=長&show=kwic") as page:
        first = len(kwic(page))
        assert f"{total:,} lines" in page.locator(".count").text_content() and first < 100 < total
        page.mouse.move(640, 500)
        page.mouse.wheel(0, 20000)
        page.wait_for_function(
            "count => document.querySelectorAll('.kwic tbody tr').length > count", arg=first
        )
        page.get_by_label("Sort").select_option("left")
        wait(page)
        lefts = [left[::-1].lower().rstrip() for left, _, _ in kwic(page)]
        assert lefts == sorted(lefts) and len(lefts) >= first


def test_kwic_is_sorted_by_what_stands_beside_the_key(browser, explorer):
    with visit(browser, explorer) as page:
        type_query(page, "億円")
        page.get_by_label("Sort").select_option("right")
        rights = [right.strip().lower() for _, _, right in kwic(page)]
        page.get_by_label("Sort").select_option("left")
        lefts = [left[::-1].lower().rstrip() for left, _, _ in kwic(page)]
    assert rights == sorted(rights) and lefts == sorted(lefts) and len(set(lefts)) > 5


def test_lemma_search_finds_inflected_forms(browser, explorer, outputs):
    languages = {row["article_id"]: row["lang"] for row in rows_of(outputs, "articles")}
    places = [
        row["surface"]
        for row in rows_of(outputs, "tokens")
        if row["lemma"] == "する" and languages[row["article_id"]] == "ja"
    ]
    with visit(browser, explorer, "#/list?q=する&by=lemma&show=kwic") as page:
        found = [key for _, key, _ in kwic(page)]
    assert sorted(found) == sorted(places) and len(set(found)) > 1


def test_a_kwic_line_leads_to_its_place_in_the_article(browser, explorer):
    with visit(browser, explorer) as page:
        type_query(page, FIGURE)
        page.locator(".kwic a").first.click()
        wait(page)
        page.wait_for_function("CSS.highlights.has('hit')")  # set after the article is drawn
        assert page.evaluate("[...CSS.highlights.get('hit')][0].toString()") == FIGURE


def test_highlights_lie_on_the_words_of_the_records_though_an_emoji_stands_before(browser, explorer, outputs):
    number = number_of(outputs, "ja/hostile.txt")
    article = rows_of(outputs, "articles")[number]
    wanted = [
        row["surface"]
        for table in ("entities", "figures", "times")
        for row in rows_of(outputs, table)
        if row["article_id"] == article["article_id"]
    ]
    with visit(browser, explorer, f"#/article/{number}") as page:
        marked = page.evaluate(
            """[...EXPLORER.open.spans]
            .filter(span => ["entity", "figure", "time"].includes(span.layer))
            .map(span => [...document.querySelectorAll("#text [data-start]")]
                .filter(piece => piece.spans.includes(span)).map(piece => piece.textContent).join(""))"""
        )
        assert sorted(marked) == sorted(wanted) and FIGURE in marked


def test_hostile_text_is_shown_and_does_nothing(browser, explorer, outputs):
    number = number_of(outputs, "ja/hostile.txt")
    with visit(browser, explorer) as page:
        for place in (
            f"#/article/{number}",
            f"#/article/{number}?words=1&sentence=1",
            "#/list?q=script&show=kwic",
            "#/plots",
        ):
            go(page, place)
            assert page.evaluate("window.hacked") is None
            assert page.locator("#app img, #app script").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        go(page, f"#/article/{number}")
        shown = page.locator("#text").text_content()
        assert shown == re.sub("\u202e", "⟨RLO⟩", HOSTILE).replace("\u202c", "⟨PDF⟩")


def test_policy_stops_scripts_that_stand_in_the_page(browser, explorer, tmp_path):
    policy = re.search('Content-Security-Policy" content="([^"]+)"', explorer.read_text(encoding="utf-8"))[1]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page = f'{meta}<script>document.title = "ran"</script>'
    (tmp_path / "planted.html").write_text(page, encoding="utf-8")
    planted = browser.new_page()
    planted.goto((tmp_path / "planted.html").as_uri())
    assert planted.title() == ""
    planted.close()


def test_the_single_file_works_alone(browser, outputs, tmp_path):
    done = call_here("inspect", "--out", outputs, "--to", tmp_path, "--one-file")
    assert done.exit_code == 0 and list(tree(tmp_path)) == ["index.html"]
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script>window.hacked" not in text
    with visit(browser, tmp_path / "index.html", "#/list?q=億円&show=kwic") as page:
        assert len(kwic(page)) == occurrences(outputs, "億円")
        assert page.evaluate("window.hacked") is None
        go(page, "#/vocabulary?lang=ja")
        assert page.locator(".frequencies tbody tr").count() > 50


def test_words_are_shown_with_all_that_is_known_and_a_tree(browser, explorer, outputs):
    number = number_of(outputs, "ja/kitanova.txt")
    article = rows_of(outputs, "articles")[number]["article_id"]
    tokens = [
        row for row in rows_of(outputs, "tokens") if row["article_id"] == article and row["sentence"] == 3
    ]
    with visit(browser, explorer, f"#/article/{number}?words=1&sentence=3") as page:
        cells = page.eval_on_selector_all(
            ".tokens tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
        )
        first = tokens[0]["token"]
        assert [row[1] for row in cells] == [token["surface"] for token in tokens]
        assert [row[3] for row in cells] == [token["reading"] or "" for token in tokens]
        heads = [
            "—" if token["head"] == token["token"] else str(token["head"] - first + 1) for token in tokens
        ]
        assert [row[-2] for row in cells] == heads
        assert page.locator(".tree .arc").count() == sum(token["head"] != token["token"] for token in tokens)
        page.keyboard.press("ArrowRight")
        assert "sentence=4" in page.url


def test_findings_show_their_arithmetic_and_repairs(browser, explorer, outputs):
    finding = next(row for row in rows_of(outputs, "findings") if row["expression"] and row["figure_ids"])
    number = [row["article_id"] for row in rows_of(outputs, "articles")].index(finding["article_id"])
    with visit(browser, explorer, f"#/article/{number}?m={finding['figure_ids'][0]}") as page:
        panel = page.locator(".panel").text_content()
        assert finding["expression"] in panel and finding["message_en"] in panel
        assert all(repair["surface"] in panel for repair in finding["repairs"])


@pytest.mark.parametrize(("place", "box"), [("#/list", "#search"), ("#/vocabulary", "#vocabulary-q")])
def test_who_leaves_while_typing_keeps_the_new_address(browser, explorer, place, box):
    with visit(browser, explorer, place) as page:
        page.focus(box)
        page.keyboard.type("a")
        go(page, "#/editions/0")
        page.wait_for_timeout(500)
        assert page.url.endswith("#/editions/0")


def test_editions_stand_side_by_side(browser, explorer, outputs):
    rows = rows_of(outputs, "editions")
    severe = [row for row in rows if row["severity"] == "severe"]
    assert severe, "the corpus holds a planted error"
    with visit(browser, explorer, "#/editions/0") as page:
        assert page.locator(".editions tbody tr").count() == len(rows)
        assert page.locator(".editions tr.severe .outlier").count() == sum(
            len(row["outliers"]) for row in severe
        )
        page.get_by_role("link", name="Severe").click()
        wait(page)
        assert page.locator(".editions tbody tr").count() == len(severe)
        page.locator(".editions .outlier a").first.click()
        wait(page)
        assert page.locator(".panel h2").text_content().endswith("120亿日元")


def test_editions_tell_a_slip_in_the_readers_language(browser, explorer, outputs):
    (slip,) = {row["slip"] for row in rows_of(outputs, "editions") if row["slip"]}
    assert slip.startswith("x10^1: ")
    for locale, words in (("ja-JP", "ゼロが一つ多い"), ("zh-CN", "多一个零"), ("en-GB", "one zero too many")):
        with visit(browser, explorer, "#/editions/0?only=severe", locale=locale) as page:
            told = page.locator(".editions .differs").first.text_content()
            assert "×101" in told and words in told


def test_figures_of_other_articles_are_told_by_their_words(browser, explorer, outputs):
    finding = next(row for row in rows_of(outputs, "findings") if row["check"] == "editions")
    judged, *others = finding["figure_ids"]
    figures = {row["figure_id"]: row for row in rows_of(outputs, "figures")}
    number = [row["article_id"] for row in rows_of(outputs, "articles")].index(finding["article_id"])
    with visit(browser, explorer, f"#/article/{number}?m={judged}") as page:
        links = page.locator(".card .pair a")
        page.wait_for_selector(".card .pair a:not(:has-text('…'))")
        assert links.all_text_contents() == [figures[each]["surface"] for each in others]
        links.first.click()
        wait(page)
        assert figures[others[0]]["surface"] in page.locator(".panel h2").text_content()


def test_plots_are_drawn_and_say_the_same_in_a_table(browser, explorer, outputs):
    kinds = [row["kind"] for row in rows_of(outputs, "figures")]
    with visit(browser, explorer, "#/plots") as page:
        assert page.locator(".plot canvas").count() == 3
        drawn = page.evaluate(
            """[...document.querySelectorAll(".plot canvas")].every(canvas => new Uint32Array(canvas
            .getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer).some(Boolean))"""
        )
        assert drawn
        table = page.eval_on_selector_all(
            ".plot:nth-child(2) tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
        )
        assert ["money", str(kinds.count("money"))] in table


def test_one_of_something_is_told_in_the_singular(browser, explorer):
    told = {
        "en": ["1 figure · 1 entity · 1 time", "0 figures · 2 entities · 1,000 times"],
        "ja": ["数字 1・固有名 1・時間 1", "数字 0・固有名 2・時間 1,000"],
        "zh": ["数字 1 · 实体 1 · 时间 1", "数字 0 · 实体 2 · 时间 1,000"],
    }
    with visit(browser, explorer, locale="en-US") as page:
        for lang, expected in told.items():
            page.select_option("#lang", lang)
            wait(page)
            ask = "(counts) => EXPLORER.t('meta.counts', ...counts)"
            assert [page.evaluate(ask, counts) for counts in ([1, 1, 1], [0, 2, "1,000"])] == expected
            for key, table in page.evaluate("EXPLORER.get('strings')").get(lang).items():
                shown = page.evaluate("(key) => EXPLORER.t(key, 1, 1, 1)", key)
                assert "{" not in shown and "|" not in shown, (key, table)


@pytest.mark.parametrize("lang", ["ja-JP", "zh-CN", "en-GB"])
def test_interface_speaks_the_readers_language_and_switches(browser, explorer, lang):
    words = json.loads(
        (explorer.parent / "data/strings.js")
        .read_text(encoding="utf-8")
        .removeprefix('EXPLORER.take("strings", ')
        .rstrip()
        .removesuffix(");")
    )
    strings = json.loads(words)
    assert len({frozenset(table) for table in strings.values()}) == 1, "every language has the same words"
    with visit(browser, explorer, locale=lang) as page:
        code = lang[:2]
        assert page.locator("header nav a").first.text_content() == strings[code]["list"]
        other = "en" if code != "en" else "ja"
        page.select_option("#lang", other)
        wait(page)
        assert page.locator("header nav a").first.text_content() == strings[other]["list"]
        assert page.evaluate("document.documentElement.lang") == other
        page.reload()
        wait(page)
        assert page.evaluate("document.documentElement.lang") == other


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_serious_accessibility_finding(browser, explorer, outputs, scheme, width):
    number = number_of(outputs, "ja/kitanova.txt")
    finding = next(row for row in rows_of(outputs, "findings") if row["figure_ids"])
    of = [row["article_id"] for row in rows_of(outputs, "articles")].index(finding["article_id"])
    article, judged = f"#/article/{number}", f"#/article/{of}?m={finding['figure_ids'][0]}"
    places = (
        "#/list", "#/list?q=億円&show=kwic", article, judged, f"{article}?words=1&sentence=3",
        f"{article}?blind=1", "#/editions", "#/editions/0", "#/plots", "#/corrections", "#/blind",
        "#/vocabulary?lang=ja", "#/vocabulary?lang=ja&table=composition",
        "#/vocabulary?lang=ja&table=keyness",
    )  # fmt: skip
    with visit(browser, explorer, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for place in places:
            go(page, place)
            found = page.evaluate("axe.run(document, {preload: false})")
            serious = [
                (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
                for each in found["violations"]
                if each["impact"] in ("serious", "critical")
            ]
            assert not serious, (place, serious)
            assert len(found["passes"]) > 10


def test_keys_walk_through_the_annotations(browser, explorer, outputs):
    number = number_of(outputs, "ja/kitanova.txt")
    with visit(browser, explorer, f"#/article/{number}") as page:
        page.keyboard.press("j")
        first = page.locator(".panel h2").text_content()
        page.keyboard.press("j")
        assert page.locator(".panel h2").text_content() != first
        page.keyboard.press("k")
        assert page.locator(".panel h2").text_content() == first
        assert page.evaluate("document.activeElement.spans.length > 0")
        page.keyboard.press("Escape")
        assert page.locator(".panel .jump").count() > 0
        page.keyboard.press("/")
        wait(page)


def test_print_leaves_out_what_paper_cannot_do(browser, explorer, outputs):
    place = f"#/article/{number_of(outputs, 'ja/kitanova.txt')}"
    colours = "getComputedStyle(document.querySelector('.mark.figure')).backgroundColor"
    with visit(browser, explorer, place, color_scheme="light") as page:
        light = page.evaluate(colours)
    with visit(browser, explorer, place, color_scheme="dark") as page:
        assert page.evaluate(colours) != light
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".top").is_visible() and not page.locator(".toggles").is_visible()
        assert page.locator("#text").is_visible() and page.evaluate(colours) == light
