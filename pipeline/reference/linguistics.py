"""What tools of linguists call things, from linguistics.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).with_name("linguistics.yaml")
COLUMNS = (
    *("article", "start", "before", "key", "after", "lemma", "reading", "word_class", "conjugation", "form"),
    *("origin", "reversed", "end", "layer", "label", "code", "lang", "date", "title"),
)


@dataclass(frozen=True, slots=True)
class _FeatureRule:
    feature: str
    types: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True)
class LinguistWords:
    """The table: ``concordance`` names columns, in order; ``features_of`` reads inflections."""

    concordance: Mapping[str, str]
    rules: tuple[_FeatureRule, ...]

    def features_of(self, inflection: str | None) -> str | None:
        """The universal features an inflection tells, sorted; None where it tells none.

        >>> load_linguist_words().features_of("助動詞-ナイ;終止形-一般")
        'Polarity=Neg'
        """
        kind, _, form = (inflection or "").partition(";")
        found = [
            rule.feature for rule in self.rules if kind.startswith(rule.types) or form.startswith(rule.forms)
        ]
        return "|".join(sorted(found)) or None


@cache
def load_linguist_words(path: Path = TABLE) -> LinguistWords:
    """The table, read and checked once.

    Raises: TableError for a column that is missing or unknown, or a rule without a feature.
    """
    table = read_table(path)
    columns = table["concordance"]
    if tuple(columns) != COLUMNS:
        raise TableError(f"{path}: concordance wants {', '.join(COLUMNS)}, in this order")
    rules = tuple(_read_rule(row, path) for row in table["features"])
    return LinguistWords(columns, rules)


def _read_rule(row: Mapping[str, object], path: Path) -> _FeatureRule:
    if "feature" not in row or not {"types", "forms"} & set(row):
        raise TableError(f"{path}: features: want feature and types or forms, got {dict(row)}")
    where = f"{path}: {row['feature']}"
    types, forms = (tuple(text_list(row.get(part, []), where)) for part in ("types", "forms"))
    return _FeatureRule(str(row["feature"]), types, forms)
