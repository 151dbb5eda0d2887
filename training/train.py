"""Train one part: ``python training/train.py parser WORK --seed 1`` writes WORK/parser-1/model-best.

Further options are overrides of the config: ``--training.max_steps 100``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.cli._util import parse_config_overrides
from spacy.cli.train import train

# Imported for the tokenizer and components they register.
import pipeline.languages.ja.features
import pipeline.languages.ja.tokenizer
import pipeline.languages.nlp  # noqa: F401


def main() -> None:
    """Train what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", help="parser or ner")
    parser.add_argument("work", type=Path, help="where prepare.py wrote to")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", help="name of the folder below WORK; PART-SEED if not given")
    parser.add_argument("--config", type=Path, help="configs/PART.cfg if not given")
    given, rest = parser.parse_known_args()
    overrides = {
        "paths.train": str(given.work / f"{given.part}_train.spacy"),
        "paths.dev": str(given.work / f"{given.part}_dev.spacy"),
        "system.seed": given.seed,
        **parse_config_overrides(rest),
    }
    config = given.config or Path(__file__).parent / "configs" / f"{given.part}.cfg"
    train(config, given.work / (given.run or f"{given.part}-{given.seed}"), overrides=overrides)


if __name__ == "__main__":
    main()
