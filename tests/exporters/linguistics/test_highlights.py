"""displaCy's pages: every name, figure and time marked or listed, text escaped, nothing loaded or run."""

import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.linguistics.highlights import INDEX, write_highlights

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page(HTMLParser):
    """What a browser would show: the text of the article, the marks, every tag."""

    def __init__(self):
        super().__init__()
        self.tags, self.marks, self.text, self.listed, self.links = [], [], [], [], []
        self._in = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "br":
            self.text.append("\n")
        if tag not in ("br", "meta"):
            self._in.append((tag, dict(attrs)))
        if tag == "mark" and self._article():
            self.marks.append("")

    def handle_endtag(self, tag):
        while self._in and self._in.pop()[0] != tag:
            pass

    def _article(self):
        return any(attrs.get("class") == "entities" for _, attrs in self._in)

    def handle_data(self, data):
        tags = [tag for tag, _ in self._in]
        if self._article() and "span" not in tags:
            self.text.append(data)
            if "mark" in tags:
                self.marks[-1] += data
        elif "li" in tags:
            self.listed.append(data)


def read(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="module")
def written(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("displacy")
    assert write_highlights(articles, folder) == {}
    return folder


def test_text_is_whole_and_every_span_marked_or_listed(written, articles):
    inside = 0
    for records in articles:
        page = read(written / f"{records.stem}.html")
        assert "".join(page.text).strip() == records.text.strip()
        spans = [*records.names, *records.tables["figures"], *records.tables["times"]]
        assert sorted([*page.marks, *(item.partition(" (")[0] for item in page.listed)]) == sorted(
            row["surface"] for row in spans
        )
        inside += len(page.listed)
    assert inside, "no marks overlap in these texts"


def test_pages_run_and_load_nothing(written):
    for path in written.iterdir():
        page = read(path)
        assert not {"script", "img", "link", "iframe", "b"} & set(page.tags), path.name
        assert "default-src 'none'" in path.read_text(encoding="utf-8")
        assert not [link for link in page.links if "://" in link]


def test_hostile_titles_names_and_codes_are_shown_as_they_are(tmp_path):
    bad = "<script>1</script>"
    entity = {"start": 0, "end": len(bad), "source": "shape", "label": bad, "name": '"><b>', "code": bad}
    article = {"article_id": "tf:000000000000", "lang": '"><b>', "text": bad, "title": bad}
    about = dict.fromkeys(("published_on", "url", "source"), bad)
    write_highlights(
        [ArticleRecords(article | about, {"entities": [entity], "figures": (), "times": ()})], tmp_path
    )
    for path in tmp_path.iterdir():
        assert not {"script", "b"} & set(read(path).tags), path.name
    assert "".join(read(tmp_path / "tf-000000000000.html").text).strip() == bad


def test_the_list_leads_to_every_page(written, articles):
    assert read(written / INDEX).links == [f"{records.stem}.html" for records in articles]
    assert all((written / link).is_file() for link in read(written / INDEX).links)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_the_marks(written, articles, tmp_path):
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", "--dump-dom",
         (written / f"{articles[0].stem}.html").as_uri()],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    shown = done.stdout.decode("utf-8")
    assert "１３０億ドル<span>money</span></mark>" in shown and "alert" not in shown
