"""The figure and time engine as a component of a spaCy pipeline, for those who work with Docs."""

from __future__ import annotations

from spacy.language import Language as Nlp
from spacy.tokens import Doc, Span

from pipeline.figures import FIGURE_KINDS
from pipeline.languages import load_language
from pipeline.languages.names import Mention
from pipeline.stages.annotation.readings import find_readings, read_words
from pipeline.times import TimeReading


def _mention(span: Span) -> Mention:
    source = "gazetteer" if span.kb_id_ else "shape"
    return Mention(span.start_char, span.end_char, span.label_, span.kb_id_ or None, None, source)


@Nlp.factory("techflow_figures", default_config={"code": None}, assigns=["doc.spans"])
def make_figure_component(nlp: Nlp, name: str, code: str | None) -> FigureComponent:
    """The engine as a component of a spaCy pipeline; ``code`` is the pipeline's language when not given."""
    return FigureComponent(code or str(nlp.lang))


class FigureComponent:
    """Fills ``doc.spans["figures"]`` (label: the kind) and ``["times"]`` (label: the TIMEX3 type).

    A span that cuts a token is widened to it, as a Doc knows no parts of tokens.
    """

    def __init__(self, code: str) -> None:
        self.language = load_language(code)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its spans."""
        words = read_words((t.idx, t.text, t.pos_) for t in doc if not t.is_space)
        named = [_mention(span) for span in doc.spans["entities"]] if "entities" in doc.spans else []
        verdicts = find_readings(doc.text, words, self.language, named, None).verdicts
        found: dict[str, list[Span]] = {"figures": [], "times": []}
        for verdict in sorted(
            (v for v in verdicts if v.reading is not None), key=lambda v: v.match.core_start
        ):
            match, reading = verdict.match, verdict.reading
            label = reading.type if isinstance(reading, TimeReading) else FIGURE_KINDS[match.rule.kind]
            span = doc.char_span(match.core_start, match.core_end, label=label, alignment_mode="expand")
            if span is not None:
                found["times" if isinstance(reading, TimeReading) else "figures"].append(span)
        for key, spans in found.items():
            doc.spans[key] = spans
        return doc
