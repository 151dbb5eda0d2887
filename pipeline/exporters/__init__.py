"""Results -> files. JSON lines come first; an exporter makes another format of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.exporters.csv_file import write_csv
from pipeline.exporters.parquet import write_parquet

# From a folder with JSON lines and the name of a table to files in it; the name of each and its records.
Exporter = Callable[[Path, str], Mapping[str, int]]

EXPORTERS: dict[str, Exporter] = {
    "csv": write_csv,
    "parquet": write_parquet,
}
