"""A site on this machine: a threaded server whose pages a test lays out; all texts are written for it."""

import json
import threading
import time
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.config import FetchSettings
from pipeline.corpus import LanguageChoice
from pipeline.ingestion.fetching import fetch_pages, read_again
from pipeline.languages import available, detect_language

LANGUAGES = LanguageChoice(available(), detect_language)
# Quick, and allowed to call this machine.
SETTINGS = FetchSettings(
    user_agent="techflow-pipeline/test",
    allow_private=True,
    connect_timeout=2,
    read_timeout=1,
    whole_timeout=2,
    attempts=3,
    first_wait=0.01,
    longest_wait=5,
    pause=0,
)
JA = [
    "岸本製作所は2025年に42億円を売り上げた。前年より12%多い。",
    "工場は3か所にあり、従業員は約850人だ。来年は4か所目を長野に建てる。",
    "社長の岸本遥は「注文は6か月先まで埋まっている」と話した。",
]
ZH = [
    "岸本制作所2025年的销售额为42亿日元,比上一年增长12%。",
    "公司有3座工厂,员工约850人,明年将在长野建第4座工厂。",
    "总裁岸本遥表示,订单已经排到6个月之后。",
]
EN = [
    "Kishimoto Works sold goods worth 4.2 billion yen in 2025, which is 12% more than in the year before.",
    "It has three plants and about 850 people, and will build a fourth plant in Nagano next year.",
    "Its president Haruka Kishimoto said that orders are booked for the next six months.",
]


@dataclass
class Site:
    """Pages by path: bytes, text, or a function that answers by itself; and who asked for what, when."""

    url: str = ""
    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def paths(self):
        return [path for path, _, _ in self.asked]

    def headers_of(self, path):
        return [headers for asked, headers, _ in self.asked if asked == path]

    def times_of(self, path):
        return [moment for asked, _, moment in self.asked if asked == path]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        site.asked.append((self.path, dict(self.headers), time.monotonic()))
        page = site.pages.get(self.path)
        if callable(page):
            page(self)
        elif page is None:
            self.reply(404, b"not here")
        else:
            self.reply(200, page)

    def reply(self, status, body=b"", **headers):
        body = body.encode("utf-8") if isinstance(body, str) else body
        self.send_response(status)
        given = {"Content_Type": "text/html; charset=utf-8", **headers}
        for name, value in given.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body:
            self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        """A client that hangs up is what some tests are about."""


@pytest.fixture
def site():
    server = Server(("127.0.0.1", 0), Handler)
    server.site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.site
    server.shutdown()
    server.server_close()


def paragraphs(lines):
    return "".join(f"<p>{line}</p>\n" for line in lines)


@pytest.fixture
def make_page():
    """A news page with all that stands around an article, as sites have it."""

    def make(lines, title="岸本製作所、売上42億円", *, head="", lang="ja", body=None):
        article = f"<article><h1>{title}</h1>{paragraphs(lines)}</article>" if body is None else body
        return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">
        <title>{title} | Shin News</title>
        {head}<script>var tracker = "load()";</script><style>p {{ color: red }}</style></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/new">New</a></li>
        <li><a href="/all">All</a></li></ul></nav>
        <main>{article}</main>
        <aside><h2>Ranking</h2><ol><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ol></aside>
        <section class="comments"><h3>Comments</h3><p>first!</p></section>
        <footer><p>© Shin News</p><a href="/about">About</a></footer></body></html>"""

    return make


@pytest.fixture
def json_ld():
    def make(**fields):
        content = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
        return f'<script type="application/ld+json">{json.dumps(content, ensure_ascii=False)}</script>'

    return make


@pytest.fixture
def fetch(tmp_path):
    """Fetch into this test's folder; the outcomes by path of the address, in order."""

    def run(*urls, again=False, **settings):
        chosen = replace(SETTINGS, **settings)
        into = tmp_path / "fetched"
        if again:
            return list(read_again(urls, into, LANGUAGES, chosen))
        return list(fetch_pages(urls, into, LANGUAGES, chosen, lambda _line: None))

    run.folder = tmp_path / "fetched"
    return run


@pytest.fixture
def texts():
    """The articles' paragraphs in three languages."""
    return {"ja": JA, "zh": ZH, "en": EN}
