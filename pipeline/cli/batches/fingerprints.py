"""What results depend on besides their article, as hashes: code, tables, dictionaries, models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pipeline
from pipeline.languages import available
from pipeline.languages.phrasing import SECOND
from pipeline.runners.fingerprint import hash_models, is_code, read_versions
from pipeline.store import hash_file, list_files

# What makes results; all else of the package reads, runs or writes them.
_MAKERS = frozenset(
    {"datatypes", "errors.py", "figures", "languages", "reference", "stages", "tables.py", "times"}
)
# What writes results down: records, Docs and summaries of an article.
_WRITERS = frozenset({"exporters"})
_LANGUAGES = "languages/"
# Findings are told in English too, whatever the article's language.
_MESSAGES = f"{_LANGUAGES}{SECOND}/phrasing.yaml"


class Fingerprints:
    """Hashes of what made a result, its summary or its records: where equal, an equal article has equal ones.

    A table of one language counts for the articles it reads, not for others. A summary is told
    and read back in every language: for it all tables count.
    """

    def __init__(self, *, model: bool, root: Path = Path(pipeline.__file__).parent) -> None:
        self._model, self._root = model, root
        self._known: dict[Sequence[str], str] = {}

    def of_result(self, langs: Sequence[str]) -> str:
        """Of the results of articles in the first of some languages, with words of the others."""
        if langs not in self._known:
            parts = [self._engine, *(self._folders.get(lang, "") for lang in langs)]
            self._known[langs] = _join([*parts, self._models.get(langs[0], "")])
        return self._known[langs]

    def of_summary(self, langs: Sequence[str]) -> str:
        """Of the summaries of such articles."""
        return _join([self.of_result(langs), *(self._folders[lang] for lang in sorted(self._folders))])

    def of_writing(self, langs: Sequence[str]) -> str:
        """Of the records and pages of such articles."""
        return _join([self.of_summary(langs), self._writers])

    def names_of(self, langs: Sequence[str]) -> list[str]:
        """The modules and tables that count for such results, in code-point order."""
        own = tuple(f"{_LANGUAGES}{lang}/" for lang in self._folders if lang not in langs)
        return [name for name in self._files if not name.startswith(own) or name == _MESSAGES]

    @cached_property
    def _files(self) -> Mapping[str, str]:
        return self._read(_MAKERS)

    @cached_property
    def _writers(self) -> str:
        return _join(f"{name} {digest}" for name, digest in self._read(_WRITERS).items())

    def _read(self, tops: Set[str]) -> Mapping[str, str]:
        names = [name for name in list_files(self._root) if is_code(name) and name.split("/")[0] in tops]
        return {name: hash_file(self._root / name) for name in names}

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """One hash a language over what is in its folder."""
        return {lang: self._hash(f"{_LANGUAGES}{lang}/") for lang in available()}

    @cached_property
    def _engine(self) -> str:
        versions = json.dumps(read_versions(), sort_keys=True)
        return _join([versions, *(f"{name} {self._files[name]}" for name in self.names_of(()))])

    @cached_property
    def _models(self) -> Mapping[str, str]:
        return hash_models(available()) if self._model else {}

    def _hash(self, prefix: str) -> str:
        return _join(f"{name} {digest}" for name, digest in self._files.items() if name.startswith(prefix))


def _join(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
