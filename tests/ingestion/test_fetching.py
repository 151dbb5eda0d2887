"""fetch against a site on this machine: what is stored, what is told, what is asked again."""

import gzip
import json

import pytest

from pipeline.config import FetchSettings
from pipeline.corpus import LanguageChoice, Rejected, find_sources, read_corpus
from pipeline.errors import ConfigError, ExportError
from pipeline.ingestion.fetching import fetch_pages
from pipeline.ingestion.shelf import JOURNAL
from pipeline.languages import available, detect_language

LANGUAGES = LanguageChoice(available(), detect_language)
SETTINGS = FetchSettings(allow_private=True, pause=0)


def articles_in(folder):
    read = read_corpus(find_sources([folder], available()), LANGUAGES)
    found = list(read)
    assert not [each for each in found if isinstance(each, Rejected)]
    return found


def sidecars(folder):
    return {path.parent.name: path.read_text(encoding="utf-8") for path in folder.glob("*/*.yaml")}


def test_page_with_json_ld_becomes_an_article_of_the_corpus(site, fetch, make_page, json_ld, texts):
    head = json_ld(
        headline="岸本製作所、売上42億円 &amp; 4か所目の工場",
        datePublished="2025-11-06T09:05:00+09:00",
        mainEntityOfPage={"@type": "WebPage", "@id": f"{site.url}/news/42"},
    )
    site.pages["/news/42?from=top"] = make_page(texts["ja"], head=head)
    (outcome,) = fetch(f"{site.url}/news/42?from=top#comments")
    assert (outcome.status, outcome.url) == ("stored", f"{site.url}/news/42?from=top")
    (article,) = articles_in(fetch.folder)
    assert article.lang == "ja" and article.url == f"{site.url}/news/42"
    assert article.published_at.isoformat() == "2025-11-06T09:05:00+09:00"
    lines = article.text.splitlines()
    assert lines[0] == "岸本製作所、売上42億円 & 4か所目の工場"
    assert [line for line in lines if line in texts["ja"]] == texts["ja"]
    for junk in ("tracker", "Ranking", "first!", "© Shin News", "About"):
        assert junk not in article.text
    raw = next(fetch.folder.glob("ja/*.html.gz"))
    assert raw.with_suffix("").with_suffix(".txt") == fetch.folder / "ja" / f"{raw.name[:-8]}.txt"
    assert gzip.decompress(raw.read_bytes()).decode() == site.pages["/news/42?from=top"]


def test_page_with_open_graph_alone(site, fetch, make_page, texts):
    head = (
        '<meta property="og:title" content="Kishimoto sells more">'
        '<meta property="article:published_time" content="2025-11-06T00:05:00Z">'
        '<meta property="og:url" content="/works">'
    )
    # Neither the address nor the page's own lang says what the text is in.
    site.pages["/ja/works?x=1"] = make_page(texts["en"], "Kishimoto sells more", head=head, lang="ja")
    assert [o.status for o in fetch(f"{site.url}/ja/works?x=1")] == ["stored"]
    (article,) = articles_in(fetch.folder)
    assert (article.lang, article.url) == ("en", f"{site.url}/works")
    assert article.text.splitlines() == ["Kishimoto sells more", *texts["en"]]


def test_unchanged_page_costs_a_304(site, fetch, make_page, texts):
    def page(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.reply(304)
        else:
            handler.reply(200, make_page(texts["ja"]), ETag='"v1"')

    site.pages["/a"] = page
    url = f"{site.url}/a"
    assert [o.status for o in fetch(url)] == ["stored"]
    (second,) = fetch(url)
    assert second.status == "unchanged" and second.path.endswith(".txt")
    assert "If-None-Match" in site.headers_of("/a")[1]
    # A text that somebody removed is asked for in full.
    next(fetch.folder.glob("ja/*.txt")).unlink()
    assert [o.status for o in fetch(url)] == ["stored"]
    assert "If-None-Match" not in site.headers_of("/a")[2]


def test_last_modified_is_sent_back(site, fetch, make_page, texts):
    moment = "Thu, 06 Nov 2025 00:05:00 GMT"
    site.pages["/a"] = lambda handler: handler.reply(
        304 if handler.headers.get("If-Modified-Since") == moment else 200,
        b"" if handler.headers.get("If-Modified-Since") == moment else make_page(texts["ja"]),
        Last_Modified=moment,
    )
    assert [o.status for o in [*fetch(f"{site.url}/a"), *fetch(f"{site.url}/a")]] == ["stored", "unchanged"]


def test_changed_page_replaces_its_text(site, fetch, make_page, texts):
    url = f"{site.url}/a"
    site.pages["/a"] = make_page(texts["ja"])
    fetch(url)
    assert [o.status for o in fetch(url)] == ["unchanged"]
    site.pages["/a"] = make_page([*texts["ja"], "追記:工場は2027年に動き出す予定だと会社は発表した。"])
    (outcome,) = fetch(url)
    assert outcome.status == "stored" and "changed" in outcome.reason
    (article,) = articles_in(fetch.folder)
    assert "追記" in article.text


def test_feed_gives_its_pages_and_their_dates(site, fetch, make_page, texts):
    site.pages[
        "/feed"
    ] = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>
    <item><title>a</title><link>{site.url}/a</link><pubDate>Thu, 06 Nov 2025 23:30:00 +0900</pubDate></item>
    <item><title>b</title><link>/b</link></item></channel></rss>"""
    site.pages["/a"], site.pages["/b"] = make_page(texts["ja"]), make_page(texts["en"], "Sold")
    outcomes = fetch(f"{site.url}/feed")
    assert [(o.url, o.status) for o in outcomes] == [
        (f"{site.url}/a", "stored"),
        (f"{site.url}/b", "stored"),
    ]
    dates = {article.lang: article.published_on for article in articles_in(fetch.folder)}
    assert str(dates["ja"]) == "2025-11-06" and dates["en"] is None


def test_unchanged_feed_still_has_its_pages_asked(site, fetch, make_page, texts):
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{site.url}/a"/></entry></feed>'
    site.pages["/atom"] = lambda handler: (
        handler.reply(304) if "If-None-Match" in handler.headers else handler.reply(200, feed, ETag='"f"')
    )
    site.pages["/a"] = make_page(texts["ja"])
    assert [o.status for o in fetch(f"{site.url}/atom")] == ["stored"]
    assert [(o.url, o.status) for o in fetch(f"{site.url}/atom")] == [(f"{site.url}/a", "unchanged")]


def test_sitemap_index_with_gzip_and_limit(site, fetch, make_page, texts):
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.pages["/sitemap.xml"] = (
        f'<?xml version="1.0"?><sitemapindex {space}><sitemap><loc>{site.url}/one.xml.gz</loc></sitemap>'
        f"<sitemap><loc>{site.url}/two.xml</loc></sitemap></sitemapindex>"
    )
    urls = "".join(f"<url><loc>{site.url}/{name}</loc></url>" for name in ("a", "b"))
    one = gzip.compress(f"<urlset {space}>{urls}</urlset>".encode())
    site.pages["/one.xml.gz"] = lambda handler: handler.reply(200, one, Content_Type="application/gzip")
    site.pages["/two.xml"] = f"<urlset><url><loc> {site.url}/c\n</loc></url></urlset>"
    for name, lang in (("a", "ja"), ("b", "zh"), ("c", "en")):
        site.pages[f"/{name}"] = make_page(texts[lang], f"{lang} 42")
    outcomes = fetch(f"{site.url}/sitemap.xml")
    assert [o.url[-1] for o in outcomes] == ["a", "b", "c"] and {o.status for o in outcomes} == {"stored"}
    limited = fetch(f"{site.url}/sitemap.xml", most_pages=1)
    assert [(o.url[-1], o.status) for o in limited] == [("a", "unchanged"), ("c", "unchanged")]


def test_sitemap_that_names_itself_and_one_that_names_nothing(site, fetch):
    site.pages["/self.xml"] = (
        f"<sitemapindex><sitemap><loc>{site.url}/self.xml</loc></sitemap></sitemapindex>"
    )
    site.pages["/none.xml"] = "<urlset></urlset>"
    assert fetch(f"{site.url}/self.xml") == []
    assert [o.status for o in fetch(f"{site.url}/none.xml")] == ["failed"]


def test_editions_are_linked_by_hreflang(site, fetch, make_page, texts):
    paths = {"ja": "/1", "zh": "/2", "en": "/3"}
    # Every page also names the front page of a language that is not there: templates do.
    head = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="{path}">'
        for lang, path in {**paths, "ko": "/ko"}.items()
    )
    for lang, path in paths.items():
        site.pages[path] = make_page(texts[lang], f"{lang} 42", head=head)
    site.pages["/4"] = make_page([line.replace("42", "99") for line in texts["ja"]], "別の記事")
    fetch(*(site.url + path for path in [*paths.values(), "/4"]))
    articles = articles_in(fetch.folder)
    linked = {article.url[-1]: article.edition_of for article in articles}
    assert linked["1"] and linked["1"] == linked["2"] == linked["3"] and linked["4"] is None


def test_front_page_named_by_a_template_is_no_edition(site, fetch, make_page, texts):
    head = '<link rel="alternate" hreflang="en" href="/en">'
    site.pages["/en"] = make_page(texts["en"], "Front")
    site.pages["/1"] = make_page(texts["ja"], head=head)
    site.pages["/2"] = make_page([line.replace("42", "99") for line in texts["ja"]], head=head)
    fetch(*(f"{site.url}{path}" for path in ("/1", "/2", "/en")))
    assert {article.edition_of for article in articles_in(fetch.folder)} == {None}


def test_translation_whose_canonical_page_is_the_original(site, fetch, make_page, texts):
    site.pages["/en"] = make_page(texts["en"], "Sold", head='<link rel="canonical" href="/zh">')
    site.pages["/zh"] = make_page(texts["zh"], "售出")
    assert [o.status for o in fetch(f"{site.url}/en", f"{site.url}/zh")] == ["stored", "stored"]
    articles = articles_in(fetch.folder)
    assert {a.lang: a.url for a in articles} == {"en": f"{site.url}/en", "zh": f"{site.url}/zh"}
    assert len({a.edition_of for a in articles}) == 1 and articles[0].edition_of


def test_sitemap_hreflang_links_editions(site, fetch, make_page, texts):
    site.pages["/map.xml"] = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        f'<url><loc>{site.url}/1</loc><xhtml:link rel="alternate" hreflang="en" href="{site.url}/2"/></url>'
        f"<url><loc>{site.url}/2</loc></url></urlset>"
    )
    site.pages["/1"], site.pages["/2"] = make_page(texts["ja"]), make_page(texts["en"], "Sold")
    fetch(f"{site.url}/map.xml")
    first, second = articles_in(fetch.folder)
    assert first.edition_of and first.edition_of == second.edition_of


def test_mirror_is_kept_once(site, fetch, make_page, texts):
    site.pages["/a"] = make_page(texts["ja"])
    # Other markup, other blanks, other title: the same article.
    body = "".join(f"<div><p> {line}\n </p></div>" for line in texts["ja"])
    site.pages["/mirror"] = make_page([], "転載", body=f"<article><div>{body}</div></article>")
    first, second = fetch(f"{site.url}/a", f"{site.url}/mirror")
    assert (first.status, second.status) == ("stored", "duplicate")
    assert second.path == first.path and f"{site.url}/a" in second.reason
    assert len(articles_in(fetch.folder)) == 1


def test_mirror_seen_first_gives_way_to_its_original(site, fetch, make_page, texts):
    site.pages["/copy"] = make_page(
        texts["ja"], head=f'<link rel="canonical" href="http://localhost{site.url[16:]}/a">'
    )
    site.pages["/a"] = make_page(texts["ja"])
    original = f"http://localhost{site.url[16:]}/a"
    assert [o.status for o in fetch(f"{site.url}/copy", original)] == ["stored", "stored"]
    (article,) = articles_in(fetch.folder)
    assert article.url == original


def test_second_page_of_an_article_is_not_taken_for_the_first(site, fetch, make_page, texts):
    head = '<link rel="canonical" href="/a">'
    site.pages["/a?page=2"] = make_page([line.replace("42", "99") for line in texts["ja"]], head=head)
    site.pages["/a"] = make_page(texts["ja"], head=head)
    outcomes = fetch(f"{site.url}/a?page=2", f"{site.url}/a")
    assert [o.status for o in outcomes] == ["stored", "stored"]
    assert sorted(a.url for a in articles_in(fetch.folder)) == [f"{site.url}/a", f"{site.url}/a?page=2"]


SHELL = """<html><head><title>Shin</title></head><body><div id="__next"></div>
<script id="__NEXT_DATA__" type="application/json">
{"text": "岸本製作所は2025年に42億円を売り上げた。"}</script>
</body></html>"""


def test_page_without_a_body_is_told_and_read_again_by_a_better_reader(site, fetch, texts, tmp_path):
    site.pages["/app"] = SHELL.replace(
        "</body>", f"<noscript id=n>x</noscript><template></template><x-body>{texts['ja'][0]}</x-body></body>"
    ).replace("x-body", "button")
    (outcome,) = fetch(f"{site.url}/app")
    assert (outcome.status, outcome.path) == ("no-body", None)
    assert articles_in(fetch.folder) == [] and list(fetch.folder.glob("unread/*.html.gz"))
    asked = len(site.asked)
    table = tmp_path / "sites.yaml"
    table.write_text(
        "here:\n  hosts: [127.0.0.1]\n  body: [div.late]\n"
        "  examples: [{html: <p>a</p>, lines: [a]}]\n  rejects: [<b>x</b>]\n"
    )
    assert [o.status for o in fetch(again=True, sites=table)] == ["no-body"]
    raw = next(fetch.folder.glob("unread/*.html.gz"))
    page = (
        gzip.decompress(raw.read_bytes())
        .decode()
        .replace("<button", "<div class=late")
        .replace("</button", "</div")
    )
    raw.write_bytes(gzip.compress(page.encode()))
    assert [o.status for o in fetch(again=True, sites=table)] == ["stored"]
    assert len(site.asked) == asked and not list(fetch.folder.glob("unread/*"))
    (article,) = articles_in(fetch.folder)
    assert texts["ja"][0] in article.text


def test_reading_again_changes_nothing_with_the_same_reader(site, fetch, make_page, texts):
    site.pages["/a"], site.pages["/b"] = make_page(texts["ja"]), make_page(texts["en"], "Sold")
    fetch(f"{site.url}/a", f"{site.url}/b")
    before = {path: path.read_bytes() for path in fetch.folder.rglob("*") if path.is_file()}
    assert [o.status for o in fetch(again=True)] == ["unchanged", "unchanged"]
    assert [o.url for o in fetch(f"{site.url}/b", again=True)] == [f"{site.url}/b"]
    assert before == {path: path.read_bytes() for path in fetch.folder.rglob("*") if path.is_file()}
    with pytest.raises(ConfigError, match="no raw page"):
        fetch(f"{site.url}/never", again=True)


def test_stored_text_survives_a_page_that_lost_its_body(site, fetch, make_page, texts):
    site.pages["/a"] = make_page(texts["ja"])
    fetch(f"{site.url}/a")
    site.pages["/a"] = SHELL
    (outcome,) = fetch(f"{site.url}/a")
    assert outcome.status == "no-body" and outcome.path and len(articles_in(fetch.folder)) == 1


def test_same_pages_give_the_same_bytes(site, fetch, make_page, texts, tmp_path):
    site.pages["/a"] = make_page(texts["ja"], head='<link rel="alternate" hreflang="en" href="/b">')
    site.pages["/b"] = make_page(texts["en"], "Sold")
    fetch(f"{site.url}/a", f"{site.url}/b")
    first = {p.relative_to(fetch.folder): p.read_bytes() for p in fetch.folder.rglob("*") if p.is_file()}
    fetch.folder.rename(tmp_path / "first")
    fetch(f"{site.url}/b", f"{site.url}/a")
    assert first == {
        p.relative_to(fetch.folder): p.read_bytes() for p in fetch.folder.rglob("*") if p.is_file()
    }


def test_journal_cut_short_by_a_kill_is_mended(site, fetch, make_page, texts):
    site.pages["/a"], site.pages["/b"] = make_page(texts["ja"]), make_page(texts["en"], "Sold")
    fetch(f"{site.url}/a")
    journal = fetch.folder / JOURNAL
    journal.write_bytes(journal.read_bytes() + b'{"url": "http://x/", "sta')
    assert [o.status for o in fetch(f"{site.url}/b")] == ["stored"]
    assert [json.loads(line)["url"][-1] for line in journal.read_text().splitlines()] == ["a", "b"]
    journal.write_bytes(b"no journal\n" + journal.read_bytes())
    with pytest.raises(ConfigError, match="not as fetch wrote it"):
        fetch(f"{site.url}/b")


def test_mirror_outlives_its_original(site, fetch, make_page, texts):
    def mirror(handler):
        handler.reply(304) if "If-None-Match" in handler.headers else handler.reply(200, page, ETag='"m"')

    page = make_page(texts["ja"])
    site.pages |= {"/a": page, "/m": mirror}
    urls = f"{site.url}/a", f"{site.url}/m"
    fetch(*urls)
    again = fetch(urls[1])[0]
    assert again.status == "duplicate" and again.path.endswith(".txt")
    # The original says something else now; nobody else has the mirror's text.
    site.pages["/a"] = make_page([line.replace("42", "99") for line in texts["ja"]])
    assert [o.status for o in fetch(*urls)] == ["stored", "stored"]
    assert len(articles_in(fetch.folder)) == 2


def test_killed_at_any_page_and_gone_on_ends_in_the_same_bytes(site, fetch, make_page, texts, tmp_path):
    for number in range(4):
        site.pages[f"/{number}"] = make_page([f"{number}番目。", *texts["ja"]], f"{number}")
    urls = [f"{site.url}/{number}" for number in range(4)]
    fetch(*urls)
    whole = {p.relative_to(fetch.folder): p.read_bytes() for p in fetch.folder.rglob("*") if p.is_file()}
    for number in range(4):
        fetch.folder.rename(tmp_path / f"before{number}")
        pages = fetch_pages(urls, fetch.folder, LANGUAGES, SETTINGS, lambda _line: None)
        for _ in range(number):
            next(pages)
        pages.close()
        fetch(*urls)
        assert whole == {
            p.relative_to(fetch.folder): p.read_bytes() for p in fetch.folder.rglob("*") if p.is_file()
        }


def test_two_fetches_do_not_write_into_one_folder(site, fetch, make_page, texts):
    site.pages["/a"] = make_page(texts["ja"])
    pages = fetch_pages([f"{site.url}/a"], fetch.folder, LANGUAGES, SETTINGS, lambda _line: None)
    next(pages)
    with pytest.raises(ConfigError, match="another fetch"):
        fetch(f"{site.url}/a")
    pages.close()


def test_damaged_raw_page_is_told(site, fetch, make_page, texts):
    site.pages["/a"] = make_page(texts["ja"])
    fetch(f"{site.url}/a")
    raw = next(fetch.folder.glob("ja/*.html.gz"))
    raw.write_bytes(raw.read_bytes()[:-20])
    (outcome,) = fetch(again=True)
    assert outcome.status == "failed" and "damaged" in outcome.reason and len(articles_in(fetch.folder)) == 1


def test_disk_that_takes_nothing_stops_the_fetch(site, fetch, make_page, texts, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    site.pages["/a"] = make_page(texts["ja"])
    monkeypatch.setattr("pipeline.ingestion.shelf.os.fsync", full)
    with pytest.raises(ExportError, match="No space"):
        fetch(f"{site.url}/a")
