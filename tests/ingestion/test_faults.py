"""What the web does to a fetch: each fault of a site has its outcome, and none takes the others along."""

import gzip
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pipeline.errors import ConfigError
from pipeline.ingestion import connections
from pipeline.ingestion.client import check_url, origin_of, unpack_gzip
from pipeline.ingestion.connections import is_public
from pipeline.ingestion.listings import sniff_kind


def one(outcomes):
    (outcome,) = outcomes
    return outcome


def redirect(location, status=302):
    return lambda handler: handler.reply(status, b"", Location=location)


def test_server_in_trouble_is_asked_again(site, fetch, make_page, texts):
    answers = iter([503, 500])
    site.pages["/a"] = lambda handler: handler.reply(next(answers, 200), make_page(texts["ja"]))
    assert one(fetch(f"{site.url}/a")).status == "stored"
    assert site.paths().count("/a") == 3


def test_server_that_stays_in_trouble_is_told(site, fetch):
    site.pages["/a"] = lambda handler: handler.reply(503)
    outcome = one(fetch(f"{site.url}/a"))
    assert (outcome.status, outcome.path) == ("failed", None) and "503" in outcome.reason
    assert site.paths().count("/a") == 3


def test_missing_page_is_asked_once(site, fetch):
    outcome = one(fetch(f"{site.url}/gone"))
    assert outcome.status == "failed" and "404" in outcome.reason and site.paths().count("/gone") == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(site, fetch, make_page, texts, form):
    def page(handler):
        if site.paths().count("/a") > 1:
            handler.reply(200, make_page(texts["ja"]))
        elif form == "seconds":
            handler.reply(429, Retry_After="1")
        else:
            moment = datetime.now(UTC) + timedelta(seconds=2)
            handler.reply(503, Retry_After=format_datetime(moment, usegmt=True))

    site.pages["/a"] = page
    assert one(fetch(f"{site.url}/a")).status == "stored"
    first, second = site.times_of("/a")
    assert second - first >= 0.9


def test_site_that_wants_an_hour_is_left_alone(site, fetch):
    site.pages["/a"] = lambda handler: handler.reply(429, Retry_After="3600")
    outcome = one(fetch(f"{site.url}/a"))
    assert "3600 seconds" in outcome.reason and site.paths().count("/a") == 1


def test_redirects_are_followed_and_the_end_counts(site, fetch, make_page, texts):
    site.pages |= {"/old": redirect("/newer", 301), "/newer": redirect("new"), "/new": make_page(texts["ja"])}
    outcome = one(fetch(f"{site.url}/old"))
    assert (outcome.url, outcome.status) == (f"{site.url}/old", "stored")
    assert f'url: "{site.url}/new"' in next(fetch.folder.glob("ja/*.yaml")).read_text(encoding="utf-8")
    # The same page under its own address is no second article.
    assert one(fetch(f"{site.url}/new")).status == "duplicate"


def test_redirect_loop_and_endless_redirects(site, fetch):
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    site.pages |= {f"/n{n}": redirect(f"/n{n + 1}") for n in range(20)}
    loop, endless = fetch(f"{site.url}/a", f"{site.url}/n0")
    assert loop.status == "failed" and "loop" in loop.reason
    assert endless.status == "failed" and "more than 5 redirects" in endless.reason


def test_redirect_to_a_file_or_a_password(site, fetch):
    site.pages |= {"/a": redirect("file:///etc/passwd"), "/b": redirect("http://me:secret@127.0.0.1/")}
    first, second = fetch(f"{site.url}/a", f"{site.url}/b")
    assert "only http and https" in first.reason and "user name" in second.reason


def test_private_address_is_refused_without_the_flag(site, fetch):
    outcome = one(fetch(f"{site.url}/a", allow_private=False))
    assert outcome.status == "failed" and "not a public address" in outcome.reason and not site.asked


def test_redirect_to_a_private_address_is_refused(site, fetch, make_page, texts, monkeypatch):
    """The first host counts as public here, as no test may call a public one; the second does not."""
    site.pages["/inside"] = make_page(texts["ja"])
    port = site.url.rpartition(":")[2]
    site.pages["/a"] = redirect(f"http://127.0.0.2:{port}/inside")
    monkeypatch.setattr(connections, "is_public", lambda address: address == "127.0.0.1")
    outcome = one(fetch(f"{site.url}/a", allow_private=False))
    assert outcome.status == "failed" and "127.0.0.2, not a public address" in outcome.reason
    assert "/inside" not in site.paths()


def test_address_that_was_checked_is_the_one_that_is_called(site, fetch, make_page, texts, monkeypatch):
    """A name that resolves to something else the second time is not resolved a second time."""
    site.pages |= {"/a": make_page(texts["ja"]), "/robots.txt": "User-agent: *\nDisallow:"}
    asked, plain = [], socket.getaddrinfo

    def resolve(host, *rest, **options):
        if host == "127.0.0.1":
            return plain(host, *rest, **options)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, rest[0]))]

    monkeypatch.setattr(connections.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(connections, "is_public", lambda address: address == "127.0.0.1")
    called = []
    connect = connections.httpcore.SyncBackend.connect_tcp
    monkeypatch.setattr(
        connections.httpcore.SyncBackend,
        "connect_tcp",
        lambda self, host, *rest: called.append(host) or connect(self, host, *rest),
    )
    port = site.url.rpartition(":")[2]
    assert one(fetch(f"http://rebinding.example:{port}/a", allow_private=False)).status == "stored"
    assert called == ["127.0.0.1"] and asked == ["rebinding.example"]
    # A new connection is looked at anew, and what it would call now is refused.
    assert one(fetch(f"http://rebinding.example:{port}/b", allow_private=False)).status == "failed"
    assert called == ["127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 "
    "255.255.255.255 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 "
    "::ffff:169.254.169.254 64:ff9b::a00:1 2002:7f00:1:: 2001:0:7f00:1::1".split(),
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f000001", "2130706433", "localhost", "[::ffff:7f00:1]", "[::1]"]
)
def test_other_ways_to_write_this_machine(site, fetch, host):
    outcome = one(fetch(f"http://{host}:{site.url.rpartition(':')[2]}/a", allow_private=False))
    assert outcome.status == "failed" and not site.asked


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///etc/passwd", "news", "http://", "http://u:p@a.example/"]
)
def test_argument_that_is_no_web_address(fetch, url):
    with pytest.raises(ConfigError):
        fetch(url)


def drip(handler, pieces, wait):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for piece in pieces:
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(wait)


def test_slow_drip_ends_with_the_whole_timeout(site, fetch):
    site.pages["/a"] = lambda handler: drip(handler, [b"<p>x</p>"] * 200, 0.1)
    start = time.monotonic()
    outcome = one(fetch(f"{site.url}/a", whole_timeout=0.5))
    assert outcome.status == "failed" and "not whole after 0.5 seconds" in outcome.reason
    assert time.monotonic() - start < 3 and site.paths().count("/a") == 1


def test_header_that_drips_ends_too(fetch):
    """No timeout of single reads ends it: each byte comes in time."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = server.accept()
        connection.recv(1000)
        try:
            for _ in range(200):
                connection.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    outcome = one(fetch(f"http://127.0.0.1:{server.getsockname()[1]}/a", whole_timeout=0.5, attempts=1))
    server.close()
    assert outcome.status == "failed"


def test_silent_server_is_tried_again_then_told(site, fetch):
    site.pages["/a"] = lambda handler: time.sleep(1)
    outcome = one(fetch(f"{site.url}/a", read_timeout=0.2, attempts=2))
    assert "no answer in time" in outcome.reason and site.paths().count("/a") == 2


def test_nobody_there(fetch, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert one(fetch(f"http://127.0.0.1:{port}/a")).status == "failed"

    def resolve(*_, **__):
        raise socket.gaierror("not known")

    monkeypatch.setattr(connections.socket, "getaddrinfo", resolve)
    assert "no address" in one(fetch("http://nowhere.example/a")).reason


def test_connection_cut_in_the_middle(site, fetch):
    def page(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>half")
        handler.close_connection = True

    site.pages["/a"] = page
    assert one(fetch(f"{site.url}/a")).status == "failed"
    assert list(fetch.folder.rglob("*.txt")) == []


def test_huge_body_is_cut_and_told(site, fetch):
    sent = []

    def page(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b"x" * 100_000)
                sent.append(1)
        except OSError:
            handler.close_connection = True

    site.pages["/a"] = page
    outcome = one(fetch(f"{site.url}/a", size_limit=300_000))
    assert outcome.status == "failed" and "larger than 300000 bytes" in outcome.reason
    assert len(sent) < 200 and list(fetch.folder.rglob("*.txt")) == []


def test_small_body_that_unpacks_to_a_huge_one(site, fetch, make_page, texts):
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.pages["/a"] = lambda handler: handler.reply(200, bomb, Content_Encoding="gzip")
    site.pages["/b"] = lambda handler: handler.reply(
        200, gzip.compress(make_page(texts["ja"]).encode()), Content_Encoding="gzip"
    )
    first, second = fetch(f"{site.url}/a", f"{site.url}/b", size_limit=1_000_000)
    assert "when unpacked" in first.reason and second.status == "stored"


def test_gzip_that_is_broken():
    packed = gzip.compress(b"a" * 1000)
    assert unpack_gzip(packed + packed, 3000) == b"a" * 2000
    for broken in (packed[:-9], b"\x1f\x8bnonsense", packed + b"rest"):
        with pytest.raises(connections.FetchError, match="broken gzip"):
            unpack_gzip(broken, 3000)


def test_what_is_no_page(site, fetch):
    site.pages["/a.pdf"] = lambda handler: handler.reply(200, b"%PDF-1.7", Content_Type="application/pdf")
    site.pages["/b"] = lambda handler: handler.reply(200, b"x", Content_Encoding="br")
    first, second = fetch(f"{site.url}/a.pdf", f"{site.url}/b")
    assert first.reason == "no page but application/pdf" and "packed as br" in second.reason


def test_robots_disallow_and_crawl_delay(site, fetch, make_page, texts):
    site.pages["/robots.txt"] = (
        "User-agent: *\nDisallow: /\n\nUser-agent: techflow-pipeline\nDisallow: /private\nCrawl-delay: 0.3\n"
    )
    for name, lang in (("a", "ja"), ("b", "zh"), ("private", "en")):
        site.pages[f"/{name}"] = make_page(texts[lang], f"{lang} 42")
    outcomes = fetch(*(f"{site.url}/{name}" for name in ("a", "private", "b")))
    assert [o.status for o in outcomes] == ["stored", "disallowed", "stored"]
    assert "/private" not in site.paths() and site.paths().count("/robots.txt") == 1
    moments = [moment for path, _, moment in site.asked if path != "/robots.txt"]
    assert moments[1] - moments[0] >= 0.29


def test_redirect_to_a_disallowed_page(site, fetch):
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /private", "/a": redirect("/private")}
    assert one(fetch(f"{site.url}/a")).status == "disallowed" and "/private" not in site.paths()


def test_robots_in_trouble_means_hands_off(site, fetch, make_page, texts):
    site.pages["/robots.txt"] = lambda handler: handler.reply(503)
    site.pages["/a"] = make_page(texts["ja"])
    outcome = one(fetch(f"{site.url}/a"))
    assert outcome.status == "failed" and outcome.reason.startswith("robots.txt:")
    assert "/a" not in site.paths()


def test_delay_of_an_hour_is_refused(site, fetch):
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 3600"
    outcome = one(fetch(f"{site.url}/a"))
    assert outcome.status == "disallowed" and "3600 seconds" in outcome.reason


CHARSETS = [
    ("utf-8", "text/html; charset=iso-8859-1", ""),
    ("utf-8", "text/html; charset=shift_jis", ""),
    ("shift_jis", "text/html; charset=utf-8", ""),
    ("shift_jis", "text/html; charset=iso-8859-1", '<meta charset="shift_jis">'),
    ("euc_jp", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">'),
    ("iso2022_jp", "text/html; charset=iso-2022-jp", ""),
    ("utf-16", "text/html", ""),
    ("utf-8-sig", "text/html; charset=nonsense", ""),
]


@pytest.mark.parametrize(("charset", "declared", "meta"), CHARSETS)
def test_wrong_charset_does_not_garble_the_text(site, fetch, make_page, texts, charset, declared, meta):
    page = make_page(texts["ja"] * 3).replace('<meta charset="utf-8">', meta).replace("©", "(c)")
    site.pages["/a"] = lambda handler: handler.reply(200, page.encode(charset), Content_Type=declared)
    assert one(fetch(f"{site.url}/a")).status == "stored"
    text = next(fetch.folder.glob("ja/*.txt")).read_text(encoding="utf-8")
    assert texts["ja"][0] in text and texts["ja"][2] in text


def test_chinese_in_gbk_declared_as_gb2312(site, fetch, make_page, texts):
    page = make_page([*texts["zh"], "龍頭企業朱镕基"], "售出").replace("utf-8", "gb2312").replace("©", "(c)")
    site.pages["/a"] = lambda h: h.reply(200, page.encode("gbk"), Content_Type="text/html; charset=gb2312")
    assert one(fetch(f"{site.url}/a")).status == "stored"
    assert "朱镕基" in next(fetch.folder.glob("zh/*.txt")).read_text(encoding="utf-8")


def test_bytes_that_are_no_text(site, fetch):
    noise = bytes(range(256)) * 200
    site.pages["/a"] = lambda h: h.reply(200, b"<html><p>" + noise, Content_Type="text/html; charset=utf-8")
    assert one(fetch(f"{site.url}/a")).status in ("failed", "no-body")
    assert list(fetch.folder.rglob("*.txt")) == []


def test_one_fault_leaves_the_other_pages_alone(site, fetch, make_page, texts):
    site.pages["/a"], site.pages["/c"] = make_page(texts["ja"]), make_page(texts["en"], "Sold")
    outcomes = fetch(*(f"{site.url}/{name}" for name in "abca"))
    assert [o.status for o in outcomes] == ["stored", "failed", "stored"]


def test_addresses_are_told_apart_by_what_is_sent():
    assert check_url("HTTP://A.example:80/x y#z") == "http://a.example/x%20y"
    assert origin_of("http://a.example:8080/x?y") == "http://a.example:8080"
    assert check_url("http://例え.jp/") == "http://xn--r8jz45g.jp/"


def test_site_that_is_gone_is_not_asked_for_all_its_pages(site, fetch):
    site.pages["/map.xml"] = "".join(f"{site.url}/{n}\n" for n in range(20))
    listing = site.pages["/map.xml"]
    site.pages["/map.xml"] = lambda handler: handler.reply(200, listing, Content_Type="text/plain")
    site.pages |= {f"/{n}": lambda handler: handler.reply(503) for n in range(20)}
    outcomes = fetch(f"{site.url}/map.xml", attempts=1)
    assert [o.status for o in outcomes] == ["failed"] * 20 and "not asked" in outcomes[-1].reason
    assert len(set(site.paths())) == 2 + 5


def test_hostile_prologue_is_told_at_once():
    start = time.monotonic()
    assert sniff_kind(b"<!DOCTYPE" + b"a" * 65_000) == "page"
    assert sniff_kind(b" <!--" * 10_000) == "page"
    assert time.monotonic() - start < 1


def test_retry_after_zero_is_at_once(site, fetch, make_page, texts):
    answers = iter([503])
    site.pages["/a"] = lambda handler: handler.reply(
        next(answers, 200), make_page(texts["ja"]), Retry_After="0"
    )
    assert one(fetch(f"{site.url}/a")).status == "stored"


def test_https_asks_for_the_name_although_the_address_is_called(fetch, monkeypatch):
    """The name goes into the TLS greeting, and what the certificate is checked against is the same."""
    plain, greetings = socket.getaddrinfo, []
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = server.accept()
        greetings.append(connection.recv(4096))
        connection.close()

    def resolve(host, *rest, **options):
        return plain("127.0.0.1" if host == "named.example" else host, *rest, **options)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    monkeypatch.setattr(connections.socket, "getaddrinfo", resolve)
    outcome = one(fetch(f"https://named.example:{server.getsockname()[1]}/a", attempts=1))
    thread.join(5)
    server.close()
    assert outcome.status == "failed" and b"named.example" in greetings[0]


def test_plain_server_asked_for_https_gives_no_page(site, fetch):
    outcome = one(fetch(site.url.replace("http:", "https:") + "/a", attempts=1))
    assert outcome.status == "failed" and not site.asked
