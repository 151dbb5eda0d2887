"""Writes what the docs say of the code, from the code: run by ``make docs``, compared by CI.

schema.md and commands.md are made whole; in other pages the text between
``<!-- name:begin -->`` and ``<!-- name:end -->`` is replaced. docs/sample/ is what a
run writes for the first article, cut to its first lines.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from typer.main import get_command

from pipeline.cli import app
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.schema import RECORDS, SCHEMA_VERSION, json_schema
from pipeline.inspector.explore.metadata import facets
from pipeline.inspector.explore.queries import load_queries
from pipeline.tables import read_table

HOUSE = Path(__file__).resolve().parents[1]
DOCS = HOUSE / "docs"
FIRST_ARTICLE = "corpus/articles/ja/000_39dabbda776826a5.txt"
SAMPLE_LINES = {
    "articles": 1,
    "sentences": 8,
    "tokens": 20,
    "phrases": 12,
    "entities": 12,
    "figures": 12,
    "times": 12,
    "issues": 12,
}
# What a row of a table is shown by, where it has no pattern.
SHOWN = ("pattern", "starts", "word", "before", "tags", "words", "inflections", "comma", "seeks")
# Of the summary in the README: down to the key figures, not all of them.
EXCERPT_FIGURES = 10
# Names of codes, which no text is read by.
UNSHOWN = {"names.yaml"}
MAX_WORDS, MAX_PATTERN = 24, 90


def inject(text: str, name: str, content: str) -> str:
    """``text`` with what stands between the marks of ``name`` replaced.

    Raises: ValueError when the marks are not there.
    """
    marks = re.compile(rf"(<!-- {name}:begin[^>]*-->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    replaced, count = marks.subn(lambda found: f"{found[1]}\n{content.strip()}\n\n{found[2]}", text)
    if count != 1:
        raise ValueError(f"no place for {name}")
    return replaced


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars and newlines in cells are taken care of."""
    lines = [
        head,
        ["---"] * len(head),
        *([cell.replace("|", "\\|").replace("\n", " ") for cell in r] for r in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(text: str) -> str:
    """``text`` as Markdown code, whatever backticks it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`" if text.strip() else ""


# --- schema.md


def type_name(schema: Mapping[str, Any]) -> str:
    """A field's type in words: ``number or null``, ``one of fiat, crypto``, ``list of ZoneRow``."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(type_name(option) for option in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return "one of " + ", ".join(code(str(value)) for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {type_name(schema.get('items', {}))}"
    return str(schema.get("format", schema.get("type", "any")))


def fields(schema: Mapping[str, Any]) -> str:
    """The table of a record's fields."""
    rows = [[code(n), type_name(s), s.get("description", "")] for n, s in schema["properties"].items()]
    return table(["field", "type", "meaning"], rows)


PARQUET = """
## Parquet by language and month

`outputs/parquet/<name>/lang=ja/month=2025-11/part-0.parquet` holds the records of the Japanese articles
published in that month: one file a partition, zstd, in the order of the JSON lines.
A query that names a language or a month opens only the files it needs:

```sql
SELECT surface, normalized.value
FROM read_parquet('outputs/parquet/figures/**/*.parquet', hive_partitioning = true)
WHERE lang = 'ja' AND month >= '2025-10'
```

| what | stands in |
| --- | --- |
| a record | the partition of its `article_id` |
| a row of `editions` | so that of the first edition |
| a finding about several articles | so that of the one it is a finding of |
| articles without a date | `month=undated`; a month is a text, `2025-11` |
| a table without records | one empty file with all columns, in `lang=und/month=undated` |
| `rejected` | JSON lines only: what was not read has neither language nor date |

The names of the folders say language and month, the files do not again: the column `lang` of `articles` comes
from them like that of all other tables (`hive_partitioning = true`, which DuckDB and polars also find out by
themselves, and pandas with a folder). A reader that does not know such names has to take it from the path.
An amount `value` is DOUBLE and, with every digit, VARCHAR in `value_exact`; a nested record is a STRUCT.
The file's metadata hold `schema_version` and `record_type`.
"""


DATASETS_OF_ALL = """
## All tables in one file

| file | holds |
| --- | --- |
| `corpus.sqlite` | a table for each record type, with ids as keys, references and indexes |
| `datapackage.json` | Frictionless: the CSV files with columns, types, keys, sizes and hashes |
| `croissant.json` | MLCommons Croissant 1.0: the JSON lines with their plain columns |
| `prov.json` | W3C PROV: which run made which file out of what ([provenance.md](provenance.md)) |
| `corpus.xlsx` | a sheet for each table; written by `python -m pipeline export xlsx`, not by a run |

`python -m pipeline export postgres` loads the same tables into a server: [postgres.md](postgres.md).
For linguists there are exports by article, and tables of vocabulary: [linguistics.md](linguistics.md).

In SQLite nested fields have dots (`"normalized.value"`), an amount is REAL and, with every digit, TEXT
in `<name>_exact`; lists are JSON.
`frictionless validate datapackage.json` checks every cell of the CSV.
Data package and Croissant list no Parquet: they describe each table once, and it has the same records.
"""


DOCS_FOR_SPACY = """
## Docs for spaCy

`outputs/<lang>.spacy` holds the same for users of spaCy, who need nothing of this package for it.
It is a DocBin with one Doc an article, in the order of `articles.jsonl`:

```python
from spacy.tokens import DocBin
from spacy.vocab import Vocab

docs = list(DocBin().from_disk("outputs/ja.spacy").get_docs(Vocab()))
```

| in the Doc | holds |
| --- | --- |
| `doc.text` | the article's text, code point for code point |
| tokens | `lemma_`, `tag_`, `pos_`, `morph` (Reading, Inflection, Goshu); white space is a token too |
| `doc.sents` | the sentences |
| `token.head`, `dep_` | the tree, where the language has a trained model and the run used it |
| `doc.spans["entities"]` | names: label, `kb_id_` the code, `id_` the record's id |
| `doc.spans["references"]` | what refers back: label, `kb_id_` its `coref`, `id_` the record's id |
| `doc.spans["figures"]`, `["times"]` | label: kind or type; `id_` the record's id |
| `doc.spans["phrases"]` | label: where the head is from; `id_` the index |
| `doc.ents` | the entities; of two that share a token the longer |
| `doc.user_data` | `article_id`, and in `phrase_heads` the head of each phrase |

A Doc knows no parts of tokens: a span that cuts one takes it whole, and its record has the exact offsets.
"""


def schema_page() -> str:
    """docs/schema.md: every record type with every field."""
    parts = [
        "# Records",
        "<!-- Written by `make docs` from pipeline/exporters/schema/; do not edit. -->",
        f"Schema version {SCHEMA_VERSION}.",
        "Each record is one line of `outputs/<name>.jsonl`, one row of the CSV and Parquet of that name\n"
        "([Parquet](#parquet-by-language-and-month)).\n"
        "`python -m pipeline schema` prints the same as JSON Schema.\n"
        "Every key is always there; what is not known is null.",
    ]
    nested: dict[str, Mapping[str, Any]] = {}
    for name in RECORDS:
        schema = json_schema(name)
        nested |= schema.get("$defs", {})
        parts += [f"## {name}", schema.get("description", "").split("\n")[0], fields(schema)]
    parts += [PARQUET.strip(), DATASETS_OF_ALL.strip(), DOCS_FOR_SPACY.strip()]
    for name, schema in nested.items():
        parts += [f"### {name}", schema.get("description", "").split("\n")[0], fields(schema)]
    return "\n\n".join(parts) + "\n"


# --- commands.md


def commands() -> Iterator[tuple[str, Any]]:
    """Name and click command of each command, in the order of ``--help``."""
    yield from getattr(get_command(app), "commands").items()  # noqa: B009 - a group, to the type checker a command


def default_of(parameter: Any) -> str:
    """The default as a user would write it: ``serial``, ``--model``; empty where there is none."""
    if parameter.default is True and parameter.secondary_opts:
        return str(parameter.opts[0])
    nothing = parameter.default in (None, (), False) or callable(parameter.default)
    return "" if nothing else str(parameter.default)


def options(command: Any) -> str:
    """The table of a command's arguments and options."""
    rows = []
    for parameter in command.params:
        names = [*parameter.opts, *parameter.secondary_opts]
        argument = parameter.param_type_name == "argument"
        shown = parameter.name.upper() if argument else ", ".join(names)
        rows.append([code(shown), " ".join((parameter.help or "").split()), code(default_of(parameter))])
    return table(["option", "does", "default"], rows) if rows else "No options."


def first_line(command: Any) -> str:
    """What a command does, in one sentence."""
    return (command.help or "").strip().split("\n")[0].split("\f")[0]


def commands_page() -> str:
    """docs/commands.md: every command with every option."""
    parts = [
        "# Commands",
        "<!-- Written by `make docs` from pipeline/cli/; do not edit. -->",
        "`.venv/bin/python -m pipeline COMMAND`; exit codes are in the [README](../README.md).",
    ]
    for name, command in commands():
        text = (command.help or "").split("\f")[0].strip()
        parts += [f"## {name}", re.sub(r"\n[ \t]+", "\n", text), options(command)]
    return "\n\n".join(parts) + "\n"


# --- languages.md


def written(value: str) -> str:
    """A value of a table: code when it is a pattern, else as it is."""
    return code(value) if re.search(r"[\\*?{]|\(\?", value) else value


def clip(text: str, longest: int) -> str:
    """``text``, cut with an ellipsis where it is too long for a cell."""
    return text if len(text) <= longest else text[:longest] + "…"


def flatten(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The rows of a table file: path and words, or the pattern of a rule."""
    if isinstance(content, dict) and "examples" in content:
        shown = {k: v for k, v in content.items() if k in SHOWN}
        pattern = str(shown.get("pattern", shown))
        yield path, code(clip(pattern, MAX_PATTERN))
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from flatten(value, f"{path}.{key}" if path else str(key))
    elif isinstance(content, list) and any(isinstance(item, dict) for item in content):
        for item in content:
            name = item.get("name") or item.get("code", "?") if isinstance(item, dict) else str(item)
            yield from flatten(item, f"{path}.{name}")
    else:
        words = [str(word) for word in (content if isinstance(content, list) else [content])]
        shown = ", ".join(written(clip(word, 3 * MAX_PATTERN)) for word in words[:MAX_WORDS])
        yield path, shown + (f" … ({len(words)} in all)" if len(words) > MAX_WORDS else "")


def language_tables() -> str:
    """Every table file of every language, its rows side by side."""
    folders = sorted({path.parent for path in (HOUSE / "pipeline/languages").glob("*/pack.yaml")})
    names = sorted({path.name for folder in folders for path in folder.glob("*.yaml")} - UNSHOWN)
    parts = []
    for name in names:
        columns = [dict(flatten(read_table(f / name) if (f / name).exists() else {})) for f in folders]
        fullest_first = sorted(columns, key=len, reverse=True)
        paths = list(dict.fromkeys(path for column in fullest_first for path in column))
        groups = list(dict.fromkeys(path.rpartition(".")[0] for path in paths))
        paths.sort(key=lambda path: groups.index(path.rpartition(".")[0]))
        rows = [[code(path), *(column.get(path, "") for column in columns)] for path in paths]
        parts += [f"### {name}", table(["entry", *(folder.name for folder in folders)], rows)]
    return "\n\n".join(parts)


# --- architecture.md


def house_rules() -> dict[str, str]:
    """The import rules as two tables, read from the test that enforces them."""
    tree = ast.parse((HOUSE / "tests/test_architecture.py").read_text(encoding="utf-8"))
    names = ("BASICS", "MAY_IMPORT", "SPACY", "THIRD_PARTIES")
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in names:
            expression = compile(ast.Expression(node.value), "test_architecture", "eval")
            found[ast.unparse(node.targets[0])] = eval(expression, {}, dict(found))  # noqa: S307 - our own file
    imports = [[code(who), ", ".join(sorted(what)) or "nothing"] for who, what in found["MAY_IMPORT"].items()]
    places = [[code(who), ", ".join(map(code, where))] for who, where in found["THIRD_PARTIES"].items()]
    return {
        "imports": table(["package", "may import"], imports),
        "third-parties": table(["third party", "only in"], places),
    }


# --- the sample


def run_sample(folder: Path) -> None:
    """A run over the first article alone, written into ``folder``.

    Without the trained model: its last bits may differ from one processor to another.
    """
    command = [sys.executable, "-m", "pipeline", "run", FIRST_ARTICLE, "--no-model", "--out", str(folder)]
    subprocess.run(command, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def sample_files(outputs: Path) -> dict[str, str]:
    """What docs/sample/ holds: file name -> text, from the outputs of :func:`run_sample`."""
    files = {}
    for name, count in SAMPLE_LINES.items():
        lines = (outputs / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        files[f"{name}.jsonl"] = "".join(f"{line}\n" for line in lines[:count] if line)
    for path in sorted((outputs / "summaries").glob("tf-*")):
        files[f"summary{''.join(path.suffixes)}"] = path.read_text(encoding="utf-8")
    return files


def excerpt(files: Mapping[str, str]) -> str:
    """The README's part of the sample: the summary down to its key figures, and one record."""
    lines, kept, rows = files["summary.md"].strip().split("\n"), [], 0
    for line in lines:
        if line.startswith("|"):
            rows += 1
            if rows > EXCERPT_FIGURES + 2:
                kept.append("| … |")
                break
        elif rows:
            break
        kept.append(re.sub(r"^(#+) ", r"##\1 ", line))
    bounded = next(r for r in files["figures.jsonl"].split("\n") if '"modifier": "at_least"' in r)
    record = dump_pretty(json.loads(bounded, parse_float=Decimal))
    return "\n".join(
        [*kept, "", "One of its records in `figures.jsonl`, folded:", "", "```json", record, "```"]
    )


def write_sample() -> str:
    """Writes docs/sample/ and gives the README's excerpt of it."""
    with tempfile.TemporaryDirectory() as folder:
        run_sample(Path(folder))
        files = sample_files(Path(folder))
    sample = DOCS / "sample"
    sample.mkdir(exist_ok=True)
    for path in sample.iterdir():
        if path.name not in {*files, "README.md"}:
            path.unlink()
    for name, text in files.items():
        (sample / name).write_text(text, encoding="utf-8")
    return excerpt(files)


def offered_queries() -> str:
    """The queries that explore offers by name, with their parameters."""
    rows = [
        [f"{query.title} ({code(query.name)})", ", ".join(map(code, query.parameters)), query.description]
        for query in load_queries()
    ]
    return table(["query", "parameters", "shows"], rows)


def offered_facets() -> str:
    """The columns that explore counts beside each table."""
    rows = [
        [code(f"{database}/{name}"), ", ".join(map(code, columns))] for database, name, columns in facets()
    ]
    return table(["table", "facets"], rows)


def pages() -> dict[Path, str]:
    """Every generated page but the sample: path -> its whole text as it should be."""
    architecture, languages, readme = DOCS / "architecture.md", DOCS / "languages.md", HOUSE / "README.md"
    text = architecture.read_text(encoding="utf-8")
    for name, content in house_rules().items():
        text = inject(text, name, content)
    overview = table(["command", "does"], [[code(name), first_line(command)] for name, command in commands()])
    explore = (DOCS / "explore.md").read_text(encoding="utf-8")
    explore = inject(inject(explore, "queries", offered_queries()), "facets", offered_facets())
    return {
        DOCS / "explore.md": explore,
        DOCS / "schema.md": schema_page(),
        DOCS / "commands.md": commands_page(),
        architecture: text,
        languages: inject(languages.read_text(encoding="utf-8"), "tables", language_tables()),
        readme: inject(readme.read_text(encoding="utf-8"), "commands", overview),
    }


def main() -> None:
    """Writes all of it."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    readme = HOUSE / "README.md"
    readme.write_text(inject(readme.read_text(encoding="utf-8"), "sample", write_sample()), encoding="utf-8")


if __name__ == "__main__":
    main()
