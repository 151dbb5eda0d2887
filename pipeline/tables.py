"""The strict readers of tables: YAML, of which this is the only user, and lines of cells.

PyYAML's safe loader turns ``12:30`` into 750, ``NO`` into False and ``0100``
into 64, and lets the last of two equal keys win. Here every scalar stays text
and a repeated key is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import TableError

# The C parser reads the code book about eight times faster; not every build has it.
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # chosen at run time
    """All scalars stay text; a repeated key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key.value, str):
                mark = key.start_mark
                raise TableError(f"{mark.name}:{mark.line + 1}: a key must be a text, not a list or mapping")
            if key.value in seen:
                mark = key.start_mark
                raise TableError(f"{mark.name}:{mark.line + 1}: key given twice: {key.value}")
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_table(path: Path) -> Any:
    """The content of a YAML file: dicts, lists and ``str``, nothing else.

    ``reference/units.yaml`` gives ``{"person": {"kind": "count", ...}, ...}``;
    an empty file gives ``{}``.

    Raises: TableError, with file and line, for broken YAML or a repeated key.
    """
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_StrictLoader)  # noqa: S506 - strings only, see above
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise TableError(f"{where}: not YAML: {getattr(error, 'problem', error)}") from error
    except FileNotFoundError as error:
        raise TableError(f"{path}: no such table") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8: {error}") from error
    return {} if content in (None, "") else content


def read_lines(path: Path) -> list[list[str]]:
    """The lines of a table of cells between tabs, its head first, but those that begin with ``#``.

    Long tables read faster so. Raises: TableError, with file and line, for a line of more or fewer cells than
    the head.
    """
    lines: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            lines.append(line.split("\t"))
            if len(lines[-1]) != len(lines[0]):
                raise TableError(f"{path}:{number}: want {len(lines[0])} cells, got {len(lines[-1])}")
    return lines


def text_list(value: Any, where: str) -> list[str]:
    """``value`` as a list of texts; a lone text counts as a list of one.

    Raises: TableError, starting with ``where``, for anything else.
    """
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise TableError(f"{where}: want a text or a list of texts, got {value!r}")
    return items
