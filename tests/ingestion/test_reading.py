"""Pages as text: the lines a reader sees, the site tables, what a page says of itself."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.errors import TableError
from pipeline.ingestion.listings import read_listing, sniff_kind
from pipeline.ingestion.reading.markup import read_lines
from pipeline.ingestion.reading.metadata import read_metadata
from pipeline.ingestion.reading.pages import find_site, load_sites, read_by_selectors, read_page
from pipeline.ingestion.shelf import hash_body, quote, stem_of
from pipeline.tables import read_table

SITES = load_sites()


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_site_examples_and_rejects(site):
    for source, lines in site.examples:
        head, body = read_by_selectors(LexborHTMLParser(source), site)
        assert tuple(head + body) == lines
    for source in site.rejects:
        assert read_by_selectors(LexborHTMLParser(source), site)[1] == []


def test_site_goes_before_the_fallback_and_its_clock_counts(json_ld):
    (source, lines), *_ = next(site for site in SITES if site.name == "techflowpost").examples
    head = json_ld(datePublished="2025-11-06T16:30:00Z")
    page = read_page((head + source).encode(), None, "https://www.techflowpost.com/a", SITES)
    assert page.method == "techflowpost" and page.text.splitlines() == list(lines)
    # 16:30 in Greenwich is the next day where the site stands.
    assert page.metadata.published_on == "2025-11-07T00:30:00+08:00"


def test_site_whose_selectors_find_nothing_is_read_by_the_fallback(make_page, texts):
    page = read_page(make_page(texts["zh"]).encode(), None, "https://techflowpost.com/a", SITES)
    assert page.method == "trafilatura" and texts["zh"][0] in page.text


def test_sites_are_found_by_host_not_by_ending():
    assert find_site("https://www.TechFlowPost.com/x", SITES).name == "techflowpost"
    assert find_site("https://nottechflowpost.com/", SITES) is None


ROW = "x:\n  hosts: [a.example]\n  body: [p]\n  examples: [{html: <p>a</p>, lines: [a]}]\n  rejects: [<b>]\n"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  rejects: [<b>]\n", "", "wants hosts, body, examples and rejects"),
        ("lines: [a]", "line: a", "each wants html and lines"),
        ("body: [p]", "body: ['p[']", "no CSS selector"),
        ("body: [p]", "body: [p]\n  colour: red", "unknown key colour"),
        ("body: [p]", "body: [p]\n  timezone: Moon/Crater", "no time zone"),
    ],
)
def test_row_that_does_not_load(tmp_path, old, new, complaint):
    table = tmp_path / "sites.yaml"
    table.write_text(ROW)
    assert load_sites(table)[0].name == "x"
    table.write_text(ROW.replace(old, new))
    with pytest.raises(TableError, match=complaint):
        load_sites(table)


def lines_of(source, drop=""):
    tree = LexborHTMLParser(source)
    return read_lines([tree.body], tree.css(drop) if drop else [])


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<p>a<br>b</p>c<div>d<span> e</span></div>", ["a", "b", "c", "d e"]),
        ("<table><tr><td>1<td>2</tr><tr><th>3</th><td><p>4</p></td></tr></table>", ["1\t2", "3\t4"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["a", "b", "c"]),
        ("<p>売上は\n    増えた</p>", ["売上は増えた"]),
        ("<p>sold\n for 4&nbsp;yen &amp; &#x1F600;</p>", ["sold for 4\u00a0yen & 😀"]),
        ("<p>a<script>x</script><!-- y --><noscript>z</noscript></p><svg><text>n</text></svg>", ["a"]),
        ("", []),
    ],
)
def test_lines_a_reader_sees(source, lines):
    assert lines_of(source) == lines


def test_dropped_parts_are_no_text():
    assert lines_of("<div class=x>no</div><p>yes</p>", drop=".x") == ["yes"]


def test_deep_nesting_is_no_recursion():
    assert lines_of("<div>" * 5_000 + "deep") == ["deep"]


def test_lists_and_tables_of_the_fallback_come_without_its_marks(make_page, texts):
    body = (
        f"<article><h1>x</h1><p>{texts['ja'][0]}</p><ul><li>一つ目の項目だ</li></ul>"
        "<table><tr><th>年</th><th>売上</th></tr><tr><td>2025</td><td>42億円</td></tr></table></article>"
    )
    page = read_page(make_page([], body=body).encode(), None, "https://a.example/", ())
    assert page.text.splitlines()[-3:] == ["一つ目の項目だ", "年\t売上", "2025\t42億円"]


@pytest.mark.parametrize(
    "body",
    ["<p>Loading...</p>", "<p>Please enable JavaScript to run this app.</p>", "", "<h1>404 Not Found</h1>"],
)
def test_notices_are_no_body(body):
    assert read_page(f"<html><body>{body}</body></html>".encode(), None, "https://a.example/", ()).body == ""


def metadata_of(head, url="https://a.example/x/y"):
    return read_metadata(LexborHTMLParser(f"<html><head>{head}</head><body></body></html>"), url)


def test_json_ld_wherever_it_stands_and_broken_ones_beside_it():
    head = """<script type="application/ld+json">{broken</script>
    <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "S"},
      {"@type": ["NewsArticle"], "headline": "A &amp; B", "datePublished": "2025-11-06",
       "mainEntityOfPage": "https://a.example/c"}]}</script>
    <meta property="og:title" content="other"><meta name="date" content="2020-01-01">"""
    found = metadata_of(head)
    assert (found.title, found.published_on, found.canonical) == (
        "A & B", "2025-11-06", "https://a.example/c",
    )  # fmt: skip


def test_link_elements_are_made_whole_and_keep_their_order():
    head = """<link rel=canonical href="../c"><link rel="alternate" hreflang="zh-Hans" href="/zh">
    <link rel="alternate" hreflang="en" href="//b.example/en">
    <link rel="alternate" hreflang="ja" href="mailto:x">
    <link rel="alternate" type="application/rss+xml" href="/feed">"""
    found = metadata_of(head)
    assert found.canonical == "https://a.example/c"
    assert found.alternates == (("zh-Hans", "https://a.example/zh"), ("en", "https://b.example/en"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- x --><rss>', "feed"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="x">', "feed"),
        (b"<rdf:RDF>", "feed"),
        (b"<!DOCTYPE html><html><body><rss>", "page"),
        (b"<sitemapindex>", "sitemap"),
        ('<?xml version="1.0" encoding="utf-16"?><urlset>'.encode("utf-16"), "sitemap"),
        (b"", "page"),
    ],
)
def test_kind_is_told_from_the_bytes(body, kind):
    assert sniff_kind(body, "text/html") == kind


def test_sitemap_as_plain_lines_and_without_entities():
    assert sniff_kind(b"https://a.example/1\nhttps://a.example/2\n", "text/plain") == "sitemap"
    pages = read_listing("sitemap", b"https://a.example/1\nhttps://a.example/2\n", "").pages
    assert [page.url[-1] for page in pages] == ["1", "2"]
    attack = (
        b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>'
    )
    assert read_listing("sitemap", attack, "").pages == ()


def test_sidecar_scalars_survive_the_strict_reader(tmp_path):
    for text in ('a: "b" # c', "no", "\u3000題\u2028\u0085\x7f😀", "- x", "{a}"):
        path = tmp_path / "x.yaml"
        path.write_text(f"title: {quote(text)}\n", encoding="utf-8")
        assert read_table(path) == {"title": text}


def test_names_of_files_come_from_the_address_alone():
    assert stem_of("ja", "https://a.example/").startswith("ja/a-example-")
    assert stem_of("ja", "https://a.example/../../etc") != stem_of("ja", "https://a.example/etc")
    assert "/" not in stem_of("ja", "https://a.example/%2e%2e%2fx/\\..\\y").removeprefix("ja/")


def test_mirrors_differ_in_blanks_and_widths_but_not_in_figures():
    assert hash_body("売上は 42億円\n") == hash_body("売上は４２億円")
    assert hash_body("売上は42億円") != hash_body("売上は43億円")


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>A sold B | Shin</title><h1>Shin</h1><h2>A sold B</h2>", "A sold B"),
        (
            "<title>A sold B - Shin</title><h1>Shin</h1><article><h1>A sold all of B</h1></article>",
            "A sold all of B",
        ),
        ("<title>A sold B</title><p>x</p>", "A sold B"),
        ("<h1>A  sold\nB</h1>", "A sold B"),
        ("<p>x</p>", None),
    ],
)
def test_title_of_a_page_that_names_none(source, title):
    assert read_metadata(LexborHTMLParser(source), "https://a.example/").title == title


def test_base_element_counts_for_relative_addresses():
    found = metadata_of('<base href="https://b.example/z/"><link rel="canonical" href="c">')
    assert found.canonical == "https://b.example/z/c"
