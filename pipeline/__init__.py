"""Content pipeline for TechFlow articles: text in, checked records out.

>>> import pipeline
>>> result = pipeline.process("売上高は約35億円だった。", lang="ja")
>>> figure = result.figures[0].figure
>>> figure.surface, figure.value, figure.unit, figure.modifier
('35億円', Decimal('3500000000'), 'JPY', 'approx')
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import spacy

    from pipeline.datatypes import ArticleResult

__all__ = ["__version__", "load", "process"]
__version__ = "0.1.0"


def load(lang: str, model: bool = False) -> spacy.Language:
    """A spaCy pipeline for one language, whose Docs carry all we annotate.

    ``load("ja")("…")`` has tokens, sentences, ``doc.ents`` and
    ``doc.spans["entities"|"figures"|"times"]``; with ``model``, where one is released,
    also ``token.head``. Raises: ConfigError for an unknown language.
    """
    from pipeline.languages.nlp import build_nlp  # noqa: PLC0415 - spaCy is slow to import
    from pipeline.stages import COMPONENTS  # noqa: PLC0415

    nlp = build_nlp(lang, model)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def process(
    text: str, lang: str | None = None, published_on: date | None = None, model: bool = True
) -> ArticleResult:
    """All records of one text. The language is told from its script when not given.

    ``published_on`` may be a datetime: what is counted from now in hours and minutes
    (5分後) can be told then. Without ``model`` the trained model of the language stays
    out: no trees, fewer names, many times as fast.
    """
    from pipeline.datatypes import Article  # noqa: PLC0415 - as above
    from pipeline.languages import detect_language  # noqa: PLC0415
    from pipeline.stages import load_tools, process_article  # noqa: PLC0415

    lang = lang or detect_language(text)
    moment = published_on if isinstance(published_on, datetime) else None
    day = moment.date() if moment else published_on
    return process_article(
        Article("text", lang, text, published_on=day, published_at=moment), load_tools(lang, model)
    )
