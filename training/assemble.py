"""Two trainings to one model: ``assemble.py DATA WORK --parser parser-1 --ner ner-1``.

Writes models/ja in spaCy's layout: parser and ner, each with its own word vectors.
``spacy.load`` reads it too, once the project's tokenizer and components are imported.
The model holds labels and numbers only: the words of the corpora are not in its vocab.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import load_config

from corpora import check_corpora
from pipeline.languages.ja import features, tokenizer
from pipeline.languages.nlp import sentences
from pipeline.tables import read_table

__all__ = ["features", "sentences"]

MODEL = Path(__file__).parents[1] / "models" / "ja"
VERSION = "1.1.0"
# The card and the licence are written by hand and stay.
MADE = ("parser", "ner", "vocab", "tokenizer", "techflow_sentences", "config.cfg", "meta.json")


def load_part(nlp: Language, name: str, run: Path) -> dict[str, object]:
    """Add a trained component to ``nlp``; what its training says of itself."""
    section = dict(load_config(run / "config.cfg")["components"][name])
    pipe = nlp.add_pipe(section.pop("factory"), name=name, config=section)
    pipe.from_disk(run / name, exclude=["vocab"])  # type: ignore[attr-defined]
    config = load_config(run / "config.cfg", interpolate=True)
    dev = json.loads((run / "meta.json").read_text(encoding="utf-8"))["performance"]
    return {
        "seed": config["system"]["seed"],
        "steps": config["training"]["max_steps"],
        "dev": {key: round(dev[key], 4) for key in ("dep_uas", "dep_las", "ents_f") if key in dev},
    }


def write_model(runs: dict[str, Path], corpora: list[dict[str, object]], folder: Path) -> None:
    """Write the model's files into the folder, in place of older ones."""
    nlp = spacy.blank("ja", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.TOKENIZER}}})
    nlp.add_pipe("techflow_sentences")
    trained = {name: load_part(nlp, name, run) for name, run in runs.items()}
    nlp.meta.update(
        name="techflow",
        version=VERSION,
        description="Japanese dependency trees and names over UniDic short-unit words",
        license="CC BY-SA 4.0",
        author="TechFlow pipeline",
        sources=corpora,
        performance={},
        trained=trained,
    )
    for name in MADE:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    nlp.to_disk(folder)
    # spaCy's meta repeats the version range of the machine and empty fields: keep it readable.
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta = {key: value for key, value in meta.items() if value not in ("", {}, [], None)}
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Put together what the command line names."""
    parser = argparse.ArgumentParser(description="Put the released model together.")
    parser.add_argument("data", type=Path, help="folder with the corpora of corpora.yaml")
    parser.add_argument("work", type=Path, help="where train.py wrote to")
    parser.add_argument("--parser", default="parser-1", help="run below WORK")
    parser.add_argument("--ner", default="ner-1", help="run below WORK")
    parser.add_argument("--out", type=Path, default=MODEL)
    given = parser.parse_args()
    check_corpora(given.data)
    table = read_table(Path(__file__).with_name("corpora.yaml"))
    corpora = [{"corpus": corpus, **entry} for corpus, entry in table.items()]
    given.out.mkdir(parents=True, exist_ok=True)
    runs = {name: given.work / getattr(given, name) / "model-best" for name in ("parser", "ner")}
    write_model(runs, corpora, given.out)
    size = sum(path.stat().st_size for path in given.out.rglob("*") if path.is_file())
    print(f"{given.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
