"""The house rules for code. When one fails, the code or docs/architecture.md is wrong: say which in an ADR.

Every rule is a function from one module to complaints, so that the last tests can
plant a violation and see it found: a check that finds nothing anywhere proves nothing.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Set
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest

HOUSE = Path(__file__).parents[1]
ROOT = HOUSE / "pipeline"
LANGUAGES = {path.parent.name for path in ROOT.glob("languages/*/numerals.yaml")}

# A package may import those listed and itself; nothing else of ours.
BASICS = {"datatypes", "errors"}
MAY_IMPORT = {
    "datatypes": set(),
    "errors": set(),
    "tables": {"errors"},
    "config": BASICS | {"tables"},
    "reference": BASICS | {"tables"},
    "corpus": BASICS | {"tables"},
    # the summaries' words are a table of the reference
    "exporters": BASICS | {"reference"},
    "store": BASICS,
    "ledger": BASICS,
    "remote": BASICS,
    # sites.yaml is a table
    "ingestion": BASICS | {"tables", "config", "corpus"},
    "languages": BASICS | {"tables", "reference"},
    "figures": BASICS | {"reference", "languages"},
    "times": BASICS | {"reference", "languages"},
    "stages": BASICS | {"reference", "languages", "figures", "times"},
    "runners": BASICS | {"config", "languages", "reference", "stages", "store"},
    "inspector": BASICS | {"config", "exporters", "store", "stages"},
    "cli": BASICS
    | {"tables", "config", "reference", "corpus", "ingestion", "exporters", "store", "ledger", "remote"}
    | {"languages", "stages", "runners", "inspector"},
    "__main__": {"cli"},
    "__init__": BASICS | {"languages", "stages"},
}
# The only places that may name a third party; one that is not listed may stand nowhere.
SPACY = ("languages/", "stages/tokenization.py", "stages/annotation/")
THIRD_PARTIES = {
    "yaml": ("tables.py",),
    "fugashi": ("languages/ja/",),
    "unidic_lite": ("languages/ja/",),
    "rjieba": ("languages/zh/",),
    "spacy": (*SPACY, "exporters/docbin/", "exporters/linguistics/highlights.py"),
    "cassis": ("exporters/linguistics/cas.py",),
    "thinc": ("languages/ja/",),
    "numpy": ("languages/", "stages/tokenization.py"),
    "babel": ("languages/phrasing/",),
    "currency_converter": ("reference/",),
    "pint": ("stages/normalization.py",),
    "duckdb": ("exporters/parquet.py",),
    "fsspec": ("remote.py",),
    "xlsxwriter": ("exporters/datasets/workbook.py",),
    "psycopg": ("exporters/postgres/",),
    "pydantic": ("exporters/schema/", "ledger.py"),
    "dask": ("runners/cluster/",),
    "distributed": ("runners/cluster/",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "httpx": ("ingestion/",),
    "httpcore": ("ingestion/connections.py", "ingestion/client.py"),
    "stamina": ("ingestion/client.py", "exporters/postgres/server.py"),
    "protego": ("ingestion/robots.py",),
    "feedparser": ("ingestion/listings.py",),
    "lxml": ("ingestion/listings.py",),
    "selectolax": ("ingestion/reading/",),
    "trafilatura": ("ingestion/reading/pages.py",),
    "charset_normalizer": ("ingestion/reading/markup.py",),
    "datasette": ("inspector/explore/",),
    "uvicorn": ("inspector/explore/serving.py",),
    "markupsafe": ("inspector/explore/",),
}
LANGUAGE_STAGES = (
    "stages/__init__.py", "stages/tokenization.py", "stages/annotation/", "stages/retelling.py",
)  # fmt: skip
LANGUAGE_PACKAGES = {"languages", "figures", "times"}
# All else must be the same for every language; cli/ may name one in a default or an example.
ENGINE_EXCEPT = ("languages/", "cli/")
# process_article is pure: same article, same result, on any machine at any time.
PURE = ("figures/", "times/", "stages/")
IMPURE_MODULES = {
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "uuid",
}
# Amounts are Decimal from end to end; weights (languages/names/, stages/summarizing.py) may be floats.
EXACT = (
    "figures/",
    "times/",
    "stages/normalization.py",
    "reference/",
    "languages/numerals.py",
    "languages/number_words.py",
    "languages/matching/",
)
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "base", "data", "misc"}
MAX_MODULE, MAX_FUNCTION = 300, 40


class Module(NamedTuple):
    """A module as text and tree; ``name`` is its path below pipeline/."""

    name: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        return self.name.split("/")[0].removesuffix(".py")


def read_module(name: str, text: str | None = None) -> Module:
    text = (ROOT / name).read_text(encoding="utf-8") if text is None else text
    return Module(name, text, ast.parse(text))


MODULES = [read_module(path.relative_to(ROOT).as_posix()) for path in sorted(ROOT.rglob("*.py"))]


def typing_only(module: Module) -> set[ast.AST]:
    """What stands under ``if TYPE_CHECKING:``, which nothing runs."""
    guards = [
        n for n in ast.walk(module.tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"
    ]
    return {node for guard in guards for statement in guard.body for node in ast.walk(statement)}


def imports(module: Module, skip: Set[ast.AST] = frozenset()) -> Iterator[str]:
    """Every imported name, those inside functions and ``import_module("...")`` too."""
    for node in ast.walk(module.tree):
        if node in skip:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def texts(module: Module) -> Iterator[str]:
    """Every string constant that is not a docstring."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def imports_point_down(module: Module) -> Iterator[str]:
    for name in imports(module):
        if name.startswith("."):
            yield f"relative import {name}"
        elif name.startswith("pipeline."):
            target = name.split(".")[1]
            known = (ROOT / target).is_dir() or (ROOT / f"{target}.py").exists() or target in MAY_IMPORT
            if known and target != module.layer and target not in MAY_IMPORT[module.layer]:
                yield f"imports {name}"


def stages_are_strangers(module: Module) -> Iterator[str]:
    if module.layer == "stages" and module.name != "stages/__init__.py":
        own = ".".join(
            ["pipeline", *module.name.removesuffix(".py").split("/")[:2]]
        )  # a stage may be a package
        yield from (
            f"imports {name}"
            for name in imports(module)
            if name.startswith("pipeline.stages") and not f"{name}.".startswith(f"{own}.")
        )


def language_ends_at_annotation(module: Module) -> Iterator[str]:
    if module.layer == "stages" and not module.name.startswith(LANGUAGE_STAGES):
        for name in imports(module):
            if name.startswith("pipeline.") and name.split(".")[1] in LANGUAGE_PACKAGES:
                yield f"imports {name}"


def third_parties_are_confined(module: Module) -> Iterator[str]:
    for name in imports(module, skip=typing_only(module)):
        package = name.split(".")[0] or "pipeline"
        ours = package == "pipeline" or package in sys.stdlib_module_names
        if not ours and not module.name.startswith(THIRD_PARTIES.get(package, ())):
            yield f"imports {name}"


def engine_names_no_language(module: Module) -> Iterator[str]:
    if not module.name.startswith(ENGINE_EXCEPT):
        for text in texts(module):
            if text.split(".")[0].split("-")[0] in LANGUAGES:
                yield f"names the language {text!r}"
            if re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text):
                yield f"holds words of a language: {text!r}"


def articles_are_processed_purely(module: Module) -> Iterator[str]:
    if module.name.startswith(PURE):
        yield from (f"imports {name}" for name in imports(module) if name.split(".")[0] in IMPURE_MODULES)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and re.search(
                r"(^|\.)(open|now|today|print)$", ast.unparse(node.func)
            ):
                yield f"calls {ast.unparse(node.func)}"


def amounts_are_exact(module: Module) -> Iterator[str]:
    if module.name.startswith(EXACT):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "float":
                yield f"line {node.lineno} makes a float"
            elif isinstance(node, ast.Constant) and isinstance(node.value, float):
                yield f"line {node.lineno} holds the float {node.value}"


def names_say_something(module: Module) -> Iterator[str]:
    parts = module.name.removesuffix(".py").removesuffix("/__init__").split("/")
    yield from (f"{part} hides the standard library" for part in parts if part in sys.stdlib_module_names)
    yield from (f"{part} says nothing" for part in parts if part in EMPTY_NAMES)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Util", "Base")):
            yield f"class {node.name} says nothing"


def everything_public_is_explained(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield "no docstring"
    for node in module.tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):
            yield f"{node.name} has no docstring"


def sizes_stay_readable(module: Module) -> Iterator[str]:
    lines = module.text.count("\n")
    if lines > MAX_MODULE:
        yield f"{lines} lines"
    for node in functions(module):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > MAX_FUNCTION:
            yield f"{node.name} has {length} lines"


def errors_are_meant(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            if re.search(r"everything|\b(Base)?Exception\b", caught):
                yield f"line {node.lineno} catches {caught}"


def nothing_is_a_stub(module: Module) -> Iterator[str]:
    protocols = {
        id(function)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).startswith("Protocol") for base in node.bases)
        for function in node.body
    }
    for node in functions(module):
        if any(ast.unparse(each) == "app.callback()" for each in node.decorator_list):
            continue  # holds the options of all commands; each does its work when it is read
        body = node.body[1:] if ast.get_docstring(node) else node.body
        if id(node) not in protocols and all(
            isinstance(n, ast.Pass) or ast.unparse(n) == "..." for n in body
        ):
            yield f"{node.name} does nothing"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    imports_point_down,
    stages_are_strangers,
    language_ends_at_annotation,
    third_parties_are_confined,
    engine_names_no_language,
    articles_are_processed_purely,
    amounts_are_exact,
    names_say_something,
    everything_public_is_explained,
    sizes_stay_readable,
    errors_are_meant,
    nothing_is_a_stub,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_house_rule(rule):
    found = [f"pipeline/{module.name}: {complaint}" for module in MODULES for complaint in rule(module)]
    assert not found, "\n".join(found)


def test_third_parties_are_asked_for():
    text = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = {name: lines for name, lines in project["optional-dependencies"].items() if name != "test"}
    lines = [*project["dependencies"], *(line for extra in extras.values() for line in extra)]
    asked = {re.match(r"[\w-]+", line)[0].lower() for line in lines}
    for package in THIRD_PARTIES:
        assert asked & {name.lower() for name in packages_distributions()[package]}, package


DOC = '"""What it is."""\n'
PLANTED = [
    (
        imports_point_down,
        "figures/money.py",
        DOC + "from pipeline.stages import load_tools",
        "pipeline.stages",
    ),
    (imports_point_down, "tables.py", DOC + "from pipeline import languages", "pipeline.languages"),
    (
        imports_point_down,
        "reference/units.py",
        DOC + "def f():\n import pipeline.figures",
        "pipeline.figures",
    ),
    (imports_point_down, "store.py", DOC + "importlib.import_module('pipeline.cli')", "pipeline.cli"),
    (
        imports_point_down,
        "stages/annotation/__init__.py",
        DOC + "from . import tokenization",
        "relative import",
    ),
    (stages_are_strangers, "stages/summarizing.py", DOC + "import pipeline.stages.annotation", "annotation"),
    (
        language_ends_at_annotation,
        "stages/claims.py",
        DOC + "from pipeline.figures import money",
        "pipeline.figures",
    ),
    (third_parties_are_confined, "corpus.py", DOC + "import yaml", "yaml"),
    (
        third_parties_are_confined,
        "exporters/table.py",
        DOC + "def f():\n from spacy.tokens import Doc",
        "spacy",
    ),
    (third_parties_are_confined, "runners/serial.py", DOC + "import unheard_of", "unheard_of"),
    (
        third_parties_are_confined,
        "cli/batch.py",
        DOC + "def f():\n from distributed import Client",
        "distributed",
    ),
    (engine_names_no_language, "figures/rank.py", DOC + "if lang == 'ja': pass", "'ja'"),
    (engine_names_no_language, "figures/rank.py", DOC + "RULE = 'zh.rank.ordinal'", "'zh.rank.ordinal'"),
    (engine_names_no_language, "stages/auditing.py", DOC + "WORDS = {'約'}", "'約'"),
    (articles_are_processed_purely, "times/dates.py", DOC + "import os", "os"),
    (articles_are_processed_purely, "times/dates.py", DOC + "year = date.today().year", "date.today"),
    (amounts_are_exact, "figures/money.py", DOC + "value = float(text)", "makes a float"),
    (amounts_are_exact, "reference/rates.py", DOC + "RATE = 0.1", "0.1"),
    (names_say_something, "exporters/csv.py", DOC, "csv hides"),
    (names_say_something, "languages/utils/words.py", DOC, "utils says nothing"),
    (names_say_something, "store.py", DOC + "class StoreManager: ...", "StoreManager"),
    (everything_public_is_explained, "store.py", "x = 1", "no docstring"),
    (everything_public_is_explained, "store.py", DOC + "def keep(): return 1", "keep"),
    (sizes_stay_readable, "store.py", DOC + "x = 1\n" * MAX_MODULE, "301 lines"),
    (sizes_stay_readable, "store.py", DOC + "def f():\n" + " x = 1\n" * MAX_FUNCTION, "f has 41 lines"),
    (
        errors_are_meant,
        "store.py",
        DOC + "try:\n x = 1\nexcept Exception as error:\n x = 2",
        "catches Exception",
    ),
    (errors_are_meant, "store.py", DOC + "try:\n x = 1\nexcept:\n x = 2", "catches everything"),
    (nothing_is_a_stub, "store.py", DOC + "def keep():\n pass", "keep does nothing"),
    (nothing_is_a_stub, "store.py", DOC + "class C:\n def keep(self):\n  'Doc.'\n  ...", "keep does nothing"),
]


@pytest.mark.parametrize(("rule", "name", "text", "complaint"), PLANTED)
def test_rule_finds_a_planted_violation(rule, name, text, complaint):
    assert any(complaint in found for found in rule(read_module(name, text)))


def test_every_rule_has_a_planted_violation_and_real_modules_to_read():
    assert {rule for rule, *_ in PLANTED} == set(RULES)
    assert len(MODULES) > 10 and {"ja", "zh", "en"} <= LANGUAGES


CLEAN = [
    (imports_point_down, "stages/annotation/__init__.py", DOC + "from pipeline.figures import money"),
    (imports_point_down, "cli/__init__.py", DOC + "from pipeline import __version__"),
    (engine_names_no_language, "figures/rank.py", '"""The rank: ``26位`` is 26 in ja."""\nlang = "jam"'),
    (nothing_is_a_stub, "store.py", DOC + "class P(Protocol):\n def keep(self) -> None: ..."),
    (amounts_are_exact, "exporters/table.py", DOC + "x = 0.5"),
    (third_parties_are_confined, "store.py", DOC + "if TYPE_CHECKING:\n from spacy.tokens import Doc"),
]


@pytest.mark.parametrize(("rule", "name", "text"), CLEAN)
def test_rule_leaves_the_innocent_alone(rule, name, text):
    assert not list(rule(read_module(name, text)))


def test_every_place_a_rule_names_is_there():
    places = [place for names in THIRD_PARTIES.values() for place in names] + [*SPACY, *EXACT]
    assert not [place for place in places if not (ROOT / place).exists()]
