"""Files that hold or describe all tables of a run at once, made from its folder of outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.exporters.datasets.database import write_database
from pipeline.exporters.datasets.descriptors import write_croissant, write_datapackage
from pipeline.exporters.datasets.workbook import write_workbook

Dataset = Callable[[Path, Path], None]

# What every run writes, in this order; a function takes the folder and the file to write.
DATASETS: dict[str, Dataset] = {
    "corpus.sqlite": write_database,
    "datapackage.json": write_datapackage,
    "croissant.json": write_croissant,
}

# What is made of the outputs on demand (the export command), by format.
ON_DEMAND: dict[str, Dataset] = {"xlsx": write_workbook}
