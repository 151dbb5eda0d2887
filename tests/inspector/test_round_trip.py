"""A person corrects in the page, downloads, takes the file in again; the commands score it."""

import json

import pytest

from pipeline.exporters.jsonl import read_exact
from tests.commands import call_here
from tests.inspector.browser import go, visit, wait
from tests.inspector.corpus import FIGURE


@pytest.fixture
def article(outputs):
    rows = list(read_exact(outputs / "articles.jsonl"))
    number = [row["source"] for row in rows].index("ja/hostile.txt")
    return number, rows[number]


@pytest.fixture
def figure(outputs, article):
    rows = read_exact(outputs / "figures.jsonl")
    return next(r for r in rows if (r["article_id"], r["surface"]) == (article[1]["article_id"], FIGURE))


def download(page, path):
    go(page, "#/corrections")
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename == "corrections.jsonl"
    waiting.value.save_as(path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def select(page, quote, wanted=".add-form"):
    """Select words of the text with the mouse, as a person would."""
    page.evaluate(
        """quote => {
            const pieces = [...document.querySelectorAll("#text [data-start]")];
            const start = EXPLORER.open.text.indexOf(quote);
            const range = document.createRange();
            // A claim's slots cut the words into pieces: each end lies in one of its own.
            const place = unit => {
                const piece = pieces.findLast(each => Number(each.dataset.start) <= unit);
                return [piece.firstChild, unit - Number(piece.dataset.start)];
            };
            range.setStart(...place(start));
            range.setEnd(...place(start + quote.length));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.getElementById("text").dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }""",
        quote,
    )
    page.wait_for_selector(wanted)


def add(page, layer, **fields):
    page.select_option("#add-layer", layer)
    for name, value in fields.items():
        control = page.locator(f"#edit-{name}")
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.click(".add-form button[type=submit]")


def test_corrections_go_round(browser, explorer, outputs, article, figure, tmp_path):
    number, row = article
    path = tmp_path / "corrections.jsonl"
    with visit(browser, explorer, "#/corrections") as page:
        page.fill("#annotator", "加藤")
        page.press("#annotator", "Tab")
        go(page, f"#/article/{number}?m={figure['figure_id']}")
        page.keyboard.press("a")
        assert page.locator("#badge").text_content() == "1"
        # Half a character of UTF-16 lies in the emoji before it: offsets must count it once.
        select(page, "稼いだ")
        add(page, "entity", label="EVENT")
        page.reload()
        wait(page)
        assert page.locator("#badge").text_content() == "2", "kept when the page is closed"
        lines = download(page, path)
    accepted, added = lines
    assert accepted["verdict"] == "accept" and accepted["before"]["value"] == figure["value"]
    assert (accepted["quote"], accepted["annotator"]) == (FIGURE, "加藤")
    start = row["text"].index("稼いだ")
    assert (added["start"], added["end"], added["quote"]) == (start, start + 3, "稼いだ")
    assert added["after"] == {"label": "EVENT"} and added["content_sha256"] == row["content_sha256"]
    done = call_here("evaluate", "--corrections", path, "--out", outputs, "--json")
    assert done.exit_code == 0, done.stderr
    scores = {(each["layer"], each["kind"]): each for each in json.loads(done.stdout)["scores"]}
    assert scores["figure", "money"]["precision"] == "1.000"
    assert scores["entity", "EVENT"]["recall"] == "0.000"
    with visit(browser, explorer, "#/corrections") as page:
        lines.append(lines[0] | {"quote": "別の語", "record_id": "x"})
        # What is no correction at all is left out too.
        lines += [None, [], {"verdict": "done"}, lines[0] | {"layer": "toString"}, lines[1] | {"after": None}]
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        page.set_input_files("#import", path)
        page.wait_for_selector("main .articles li")
        assert page.locator("main .articles li").count() == 2
        assert "2 corrections" in page.locator("main .count").text_content()
        assert download(page, tmp_path / "again.jsonl") == [accepted, added]


def test_a_record_is_edited_and_moved(browser, explorer, outputs, article, figure, tmp_path):
    number, _ = article
    with visit(browser, explorer, f"#/article/{number}?m={figure['figure_id']}") as page:
        page.keyboard.press("e")
        page.fill("#edit-value", "1,300")
        page.click("form.edit button[type=submit]")
        assert "separators" in page.locator(".wrong").text_content()
        page.fill("#edit-value", "1300")
        page.fill("#edit-unit", "JPY")
        page.fill("#edit-start", str(int(figure["start"]) - 1))
        page.fill("#edit-comment", "約も含める")
        assert page.locator(".span-shown").text_content() == "約" + FIGURE
        page.click("form.edit button[type=submit]")
        assert page.locator("#text .judged-change").count() == 1
        (line,) = download(page, tmp_path / "c.jsonl")
    assert line["verdict"] == "change" and line["comment"] == "約も含める"
    after = line["after"]
    assert (after["value"], after["low"], after["unit"]) == ("1300", "1300", "JPY")
    assert (after["quote"], after["start"]) == ("約" + FIGURE, int(figure["start"]) - 1)
    done = call_here("evaluate", "--corrections", tmp_path / "c.jsonl", "--out", outputs, "--json")
    (layer, _) = json.loads(done.stdout)["scores"]
    assert (layer["right"], layer["wrong"]) == (0, 1)


def test_blind_sample_hides_what_was_found(browser, explorer, outputs, article, tmp_path):
    number, _ = article
    with visit(browser, explorer, "#/blind") as page:
        page.fill("#blind-size", "99")
        page.click("main form button[type=submit]")
        wait(page)
        assert page.locator("main .articles li").count() == 4
        go(page, f"#/article/{number}?blind=1")
        assert page.locator("#text .mark").count() == 0
        assert FIGURE not in page.locator(".panel").text_content()
        page.click("button.add")
        page.fill("#add-quote", FIGURE)
        add(page, "figure", kind="money", value="13000000000", unit="USD")
        assert page.locator("#text .mark").count() == 1
        page.click(".panel button.main")
        lines = download(page, tmp_path / "c.jsonl")
        # Another's look at the same article, not blind, shows nothing of it.
        go(page, f"#/article/{number}")
        assert page.locator("#text .added").count() == 0
    assert [(line["verdict"], line["blind"]) for line in lines] == [("done", True), ("add", True)]
    assert lines[0]["after"] == {"layers": ["figure"]}
    done = call_here("evaluate", "--corrections", tmp_path / "c.jsonl", "--out", outputs, "--json")
    assert done.exit_code == 0, done.stderr
    (layer, *_) = json.loads(done.stdout)["scores"]
    assert (layer["how"], layer["right"], layer["missing"]) == ("blind", 1, 0)
    assert layer["wrong"] > 0, "what else was found in the article is wrong by this annotator"


def test_a_sample_is_the_same_for_everyone_and_another_for_another_number(browser, explorer):
    def draw(seed):
        with visit(browser, explorer, f"#/blind?size=3&seed={seed}") as page:
            return page.eval_on_selector_all("main .articles a", "links => links.map(link => link.hash)")

    assert draw(1) == draw(1) and len({tuple(draw(seed)) for seed in range(1, 6)}) > 1


def test_a_rejected_record_can_be_taken_back(browser, explorer, article, figure):
    number, _ = article
    with visit(browser, explorer, f"#/article/{number}?m={figure['figure_id']}") as page:
        page.keyboard.press("r")
        assert page.locator("#text .judged-reject").count() == 1
        page.keyboard.press("r")
        assert page.locator("#text .judged-reject").count() == 0
        assert page.locator("#badge").text_content() == ""


def test_words_selected_while_a_form_is_open_become_its_span(browser, explorer, article, figure, tmp_path):
    number, row = article
    with visit(browser, explorer, f"#/article/{number}?m={figure['figure_id']}") as page:
        page.keyboard.press("e")
        # A single value is its own bounds.
        assert page.locator("#edit-low").is_disabled()
        page.fill("#edit-value", "14000000000")
        assert page.locator("#edit-high").input_value() == "14000000000"
        page.fill("#edit-value", "")
        assert page.locator("#edit-low").is_enabled()
        page.fill("#edit-value", figure["value"])
        select(page, "約" + FIGURE, ".span-shown")
        assert page.locator(".span-shown").text_content() == "約" + FIGURE
        assert page.locator(".add-form").count() == 0
        page.click("form.edit button[type=submit]")
        moved = page.eval_on_selector_all("#text .moved", "all => all.map(one => one.textContent).join('')")
        assert moved == "約" + FIGURE
        assert page.locator(".correction").text_content() == "→ 約" + FIGURE
        (line,) = download(page, tmp_path / "c.jsonl")
        assert "→ 約" + FIGURE in page.locator("main .articles").text_content()
    start = row["text"].index("約" + FIGURE)
    assert (line["after"]["start"], line["after"]["end"]) == (start, start + len("約" + FIGURE))


def test_a_reader_goes_on_from_the_hit_and_to_what_is_not_judged(browser, explorer, outputs):
    title = "document.querySelector('.panel h2').textContent"
    with visit(browser, explorer, f"#/list?q={FIGURE}&show=kwic") as page:
        page.locator(".kwic a").first.click()
        wait(page)
        assert FIGURE in page.evaluate(title)
        chosen = "EXPLORER.open.chosen.start"
        here = page.evaluate(chosen)
        page.keyboard.press("j")
        assert page.evaluate(chosen) > here
        page.keyboard.press("k")
        page.keyboard.press("a")
        page.keyboard.press("n")
        after = page.evaluate(chosen)
        assert after > here
        page.keyboard.press("k")
        assert page.evaluate(chosen) == here
        page.keyboard.press("k")
        page.keyboard.press("n")
        assert page.evaluate(chosen) == after, "what was judged is no stop"
        page.keyboard.press("Escape")
        progress = page.locator(".progress").text_content()
        assert "Figure 1 /" in progress and "Entity 0 /" in progress


def test_an_added_span_is_chosen_and_told_in_words(browser, explorer, article):
    number, _ = article
    with visit(browser, explorer, f"#/article/{number}") as page:
        select(page, "稼いだ")
        add(page, "figure", kind="measure", value="1234567", unit="megawatt")
        assert "稼いだ" in page.locator(".panel h2").text_content()
        go(page, "#/corrections")
        told = page.locator("main .articles li").text_content()
        assert "Kind: measure; Value: 1,234,567; Unit: megawatt" in told
