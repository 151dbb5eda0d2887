"""Writes ``pipeline/reference/entities/spellings.yaml``: Chinese names in traditional characters.

    python training/code_book/traditional.py [--check]

Every ``zh`` alias of the tables is written in simplified characters at least; what OpenCC makes of
it (``pip install .[tables]``; Apache License 2.0) is kept here, so that nobody has to write names
twice. A traditional name whose words differ (馬克宏 for 马克龙) stands in its entry.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.reference.code_book import read_wider  # noqa: E402
from pipeline.tables import read_table, text_list  # noqa: E402

TABLES = ROOT / "pipeline/reference/entities"
TARGET = TABLES / "spellings.yaml"
NOT_ENTRIES = ("beside.yaml", "cues.yaml", "resolve.yaml", "spellings.yaml")
STANDARDS = ("s2t", "s2hk", "s2tw")
# 臺 is the official character; articles write 台, also in 台積電.
AS_WRITTEN = str.maketrans({"臺": "台", "瞭": "了"})
HEAD = """\
# Chinese names in traditional characters, by the name in simplified ones: written by
# training/code_book/traditional.py with OpenCC's conversion tables (Apache License 2.0), do not edit.
# The code book adds them to the entries that have the simplified name, with its rules.

zh:"""


def chinese_names() -> list[str]:
    """All ``zh`` aliases and short names of the tables, sorted."""
    names: set[str] = set()
    for path in TABLES.glob("*.yaml"):
        if path.name not in NOT_ENTRIES:
            for code, cells in read_table(path).items():
                for key in ("aliases", "short"):
                    names.update(text_list(cells.get(key, {}).get("zh", []), code))
    for _, cells in read_wider(TABLES):
        names.update(cells["aliases"].get("zh", []))
    return sorted(names)


def render() -> str:
    """The whole table."""
    converters, back = [OpenCC(standard) for standard in STANDARDS], OpenCC("t2s")
    lines = [HEAD]
    for name in chinese_names():
        forms = dict.fromkeys(each.convert(name).translate(AS_WRITTEN) for each in converters)
        others = [form for form in forms if form != name]
        # What OpenCC changes back is in traditional characters already.
        if others and back.convert(name) == name:
            lines.append(
                f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(others, ensure_ascii=False)}"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail when the table is out of date"
    )
    wanted = render()
    if parser.parse_args().check:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted
        print("up to date" if same else f"{TARGET.name}: run training/code_book/traditional.py")
        return 0 if same else 1
    TARGET.write_text(wanted, encoding="utf-8")
    print(f"{TARGET.name}: {len(wanted.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
