"""Results -> files. JSON lines come first; an exporter makes another format of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.exporters.csv_file import write_csv
from pipeline.exporters.parquet import write_parquet

Exporter = Callable[[Path, Path, str], None]

EXPORTERS: dict[str, Exporter] = {
    "csv": write_csv,
    "parquet": write_parquet,
}
