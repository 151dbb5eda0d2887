"""The docs are complete and true: what exists is documented, what is shown is what comes out."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
DOCS = HOUSE / "docs"
PAGES = sorted(
    [*HOUSE.glob("*.md"), *DOCS.rglob("*.md"), *(HOUSE / f"{d}/README.md" for d in ("bench", "corpus"))]
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"```.*?```|``.+?``|`[^`\n]+`", re.DOTALL)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load_generator():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = load_generator()
COMMANDS = dict(generate.commands())


def anchor(heading: str) -> str:
    """The anchor a Markdown viewer gives a heading: ``Add a rule`` is ``add-a-rule``."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_links_lead_somewhere(page):
    for link in LINK.finditer(CODE.sub("", read(page))):
        target, _, part = link["target"].partition("#")
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{page.name}: {link[0]}"
        if part:
            assert part in anchors(path), f"{page.name}: {link[0]}"


def test_generated_pages_are_up_to_date():
    for path, text in generate.pages().items():
        assert read(path) == text, f"{path.relative_to(HOUSE)}: run make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_options_are_documented(name):
    page = read(DOCS / "commands.md").split(f"\n## {name}\n", 1)
    assert len(page) == 2, f"commands.md has no section for {name}"
    section = page[1].split("\n## ", 1)[0]
    for parameter in COMMANDS[name].params:
        written = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.name.upper()
        assert written in section, f"{name}: {written}"
        assert (parameter.help or "").strip(), f"{name}: {written} says nothing of itself"
    assert f"`{name}`" in read(HOUSE / "README.md")


def make_targets() -> list[str]:
    phony = re.search(r"^\.PHONY: (.+)$", read(HOUSE / "Makefile"), re.MULTILINE)[1].split()
    written = re.findall(r"^([a-z][a-z-]*):", read(HOUSE / "Makefile"), re.MULTILINE)
    assert sorted(phony) == sorted(written)
    return phony


def test_make_alone_lists_every_target():
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    listed = dict(line.split(maxsplit=2)[1:] for line in done.stdout.splitlines())
    assert sorted(listed) == sorted(make_targets())


def test_make_targets_named_in_the_docs_exist():
    targets = set(make_targets())
    for page in PAGES:
        shell = re.findall(r"(?:`|^\$ )make ([a-z]+)", read(page), re.MULTILINE)
        assert set(shell) <= targets, page.name


def test_every_record_and_field_is_in_the_schema_page():
    page = read(DOCS / "schema.md")
    for name in generate.RECORDS:
        section = page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
        for field in generate.json_schema(name)["properties"]:
            assert f"| `{field}` |" in section, f"{name}.{field}"


def test_every_table_file_is_described():
    page = read(DOCS / "languages.md").split("## How a rule is written")[0]
    packs = HOUSE / "pipeline/languages"
    files = {path.name for folder in packs.glob("*/pack.yaml") for path in folder.parent.glob("*.*")}
    files -= {"__init__.py"}
    assert files, "no packs found"
    assert [name for name in sorted(files) if f"| `{name}` |" not in page] == []


def test_every_package_and_module_is_in_the_tree():
    tree = read(DOCS / "architecture.md").split("## The tree")[1].split("```")[1]
    for path in (HOUSE / "pipeline").iterdir():
        name = f"{path.name}/" if path.is_dir() else path.name
        if path.name != "__pycache__":
            assert f"  {name} " in tree, name


def test_every_decision_is_listed():
    index = read(DOCS / "adr/README.md")
    decisions = sorted(path.name for path in (DOCS / "adr").glob("[0-9]*.md"))
    assert re.findall(r"\(([0-9]{4}-[^)]+)\)", index) == decisions
    for name in decisions:
        headings = re.findall(r"^## (.+)$", read(DOCS / "adr" / name), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], name


def test_changelog_has_a_place_for_the_next_change():
    text = read(HOUSE / "CHANGELOG.md")
    assert "## [Unreleased]" in text
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= {
        *("Added", "Changed", "Deprecated", "Fixed", "Removed", "Security"),
    }


def test_commands_shown_in_the_docs_exist():
    for page in PAGES:
        for name in re.findall(r"(?:python -m pipeline|bin/techflow-pipeline) ([a-z]+)", read(page)):
            assert name in COMMANDS, f"{page.name}: {name}"


def test_python_shown_in_the_readme_runs():
    blocks = re.findall(r"```python\n(.+?)```", read(HOUSE / "README.md"), re.DOTALL)
    assert blocks
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=HOUSE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_ci_runs_the_test_command_of_the_readme():
    assert "$ make test" in read(HOUSE / "README.md")
    assert "make test" in read(HOUSE / ".ci/run")


def test_sample_is_what_a_run_writes(tmp_path):
    generate.run_sample(tmp_path)
    files = generate.sample_files(tmp_path)
    assert {path.name for path in (DOCS / "sample").iterdir()} == {*files, "README.md"}
    for name, text in files.items():
        assert read(DOCS / "sample" / name) == text, f"{name}: run make docs"
    excerpt = generate.excerpt(files)
    assert generate.inject(read(HOUSE / "README.md"), "sample", excerpt) == read(HOUSE / "README.md")


def test_inject_replaces_only_between_its_marks():
    text = "a\n<!-- x:begin (by) -->\nold\n<!-- x:end -->\nb"
    once = generate.inject(text, "x", "new")
    assert once == "a\n<!-- x:begin (by) -->\n\nnew\n\n<!-- x:end -->\nb"
    assert generate.inject(once, "x", "new") == once
    with pytest.raises(ValueError, match="no place"):
        generate.inject(text, "y", "new")


def test_queries_of_the_claims_page_run_and_find_something(tmp_path):
    import duckdb

    command = [sys.executable, "-m", "pipeline", "run", "corpus/articles", "--no-model"]
    subprocess.run([*command, "--out", str(tmp_path / "outputs")], cwd=HOUSE, check=True, capture_output=True)
    queries = re.findall(r"```sql\n(.*?)```", read(DOCS / "claims.md"), re.DOTALL)
    assert len(queries) >= 3
    with duckdb.connect() as connection:
        for query in queries:
            rows = connection.execute(query.replace("'outputs/", f"'{tmp_path}/outputs/")).fetchall()
            assert rows, query


def test_the_claims_page_names_every_slot_and_value():
    from pipeline.languages.claims import SLOTS
    from pipeline.stages.claims.candidates.circumstances import CHANGES, MODALITIES

    page = read(DOCS / "claims.md")
    for word in (*SLOTS, *MODALITIES, *CHANGES):
        assert word in page, word
