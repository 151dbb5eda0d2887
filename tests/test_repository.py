"""The house rules for the repository: package sizes, registries, public names, the lock, banned words."""

import ast
import importlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOT = HOUSE / "pipeline"
PACKAGES = sorted({path.parent for path in ROOT.rglob("*.py")})
MAX_PACKAGE = 9
# Each registry is one dict literal in its package's __init__.py: what exists can be read in one place.
REGISTRIES = {"exporters": "EXPORTERS", "runners": "RUNNERS"}
# Written with brackets so that this file does not name what it forbids.
BANNED = {
    "a package registry": r"p[y]pi\.(org|io)|pythonhoste[d]\.org|npmj[s]\.(org|com)|deb[.]debia[n]",
    "a path of one machine": r"/wor[k]/|/roo[t]/|/farm[/]|/hom[e]/[a-z]|\.librar[y]/|/op[t]/pypi",
    "an unfinished mark": r"\bTO[D]O\b|\bFIXM[E]\b|# XX[X]\b|NotImplementedErro[r]",
}
# Published or quoted text, and hashes, are not ours to word.
NOT_OURS = ("corpus/articles/", "LICENSE", "requirements.lock")


def tracked() -> list[Path]:
    """Every file of ours that is or would be committed."""
    command = [
        "git",
        "-c",
        f"safe.directory={HOUSE}",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [HOUSE / name for name in listed.stdout.split("\0") if name]
    else:  # an unpacked archive has no git
        paths = [p for folder in ("pipeline", "tests", "docs", "bench") for p in (HOUSE / folder).rglob("*")]
    return sorted(path for path in paths if path.is_file() and path.suffix != ".pyc")


def banned_in(text: str) -> list[str]:
    return [
        f"{what}: {hit.group()}" for what, pattern in BANNED.items() for hit in re.finditer(pattern, text)
    ]


def test_no_banned_word_is_committed():
    found = []
    for path in tracked():
        name = path.relative_to(HOUSE).as_posix()
        if not name.startswith(NOT_OURS):
            text = path.read_bytes().decode("utf-8", errors="replace")
            found += [f"{name} names {hit}" for hit in banned_in(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("text", ["see py" + "pi.org", "open('/ro" + "ot/x')", "# TO" + "DO later"])
def test_a_planted_word_is_found(text):
    assert banned_in(text)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_package_fits_in_the_head(package):
    modules = [path.name for path in package.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MAX_PACKAGE, modules


@pytest.mark.parametrize(("package", "name"), REGISTRIES.items())
def test_registry_is_one_dict_literal(package, name):
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    values = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and name
        in {ast.unparse(t) for t in (node.targets if isinstance(node, ast.Assign) else [node.target])}
    ]
    assert len(values) == 1 and isinstance(values[0], ast.Dict), f"{name} wants one dict literal"
    registry = getattr(importlib.import_module(f"pipeline.{package}"), name)
    assert list(registry) == [ast.literal_eval(key) for key in values[0].keys]


def test_public_names_are_there():
    for package in PACKAGES:
        module = importlib.import_module(".".join(package.relative_to(HOUSE).parts))
        names = getattr(module, "__all__", None)
        if names is not None:
            assert all(hasattr(module, name) for name in names), module.__name__
    public = importlib.import_module("pipeline").__all__
    assert {"__version__", "load", "process"} <= set(public)


def lock_blocks() -> list[str]:
    text = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    return [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]


def test_lock_names_no_host_and_pins_every_package_by_hash():
    assert "://" not in (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    for block in lock_blocks():
        assert re.match(r"[a-z0-9-]+==[^ ]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", block), block[
            :80
        ]


def test_lock_holds_every_package_the_project_asks_for():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["test"], *extras["fetch"], *extras["cluster"]]
    names = {re.match(r"[A-Za-z0-9_-]+", text).group().lower().replace("_", "-") for text in wanted}
    names.discard(project["name"])  # the extra test asks for our own extras
    assert names <= {block.split("==")[0] for block in lock_blocks()}
