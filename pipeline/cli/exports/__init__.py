"""``export``: the outputs of a run in the formats of other programs. Work is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.config import OUTPUTS
from pipeline.errors import ConfigError

Out = Annotated[Path, typer.Option(help="The folder the outputs are in.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]
_Form = Annotated[
    str,
    typer.Argument(
        metavar="FORM",
        help="xlsx, postgres; for linguists conllu, xmi, brat, webannotation, mecab, kwic, khcoder, "
        "displacy, vocabulary.",
    ),
]
_To = Annotated[Path | None, typer.Option(help="The file or folder to write; in the outputs if none.")]
_Key = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WORD", help="kwic: a lemma, surface, name or code to look for; names and figures if none."
    ),
]
_Pos = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CLASS", help="kwic: words of a part of speech (NOUN, 名詞-固有名詞), or all words (all)."
    ),
]
_Width = Annotated[int, typer.Option(min=0, metavar="N", help="kwic: characters of context on each side.")]
_Part = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND=VALUE",
        help="vocabulary: what is compared with the rest: date=2025-11, source=FOLDER, article=ID,ID.",
    ),
]
_Reference = Annotated[
    Path | None, typer.Option(help="vocabulary: other outputs to compare with, instead of the rest.")
]
_Dsn = Annotated[
    str | None,
    typer.Option(
        envvar="TECHFLOW_DSN",
        show_envvar=False,
        help="postgres: the server, postgresql://USER@HOST:PORT/DATABASE; else out of TECHFLOW_DSN, "
        "which keeps a password out of the list of processes.",
    ),
]
_Schema = Annotated[str, typer.Option(help="postgres: the schema of the server that holds the tables.")]
_Attempts = Annotated[
    int, typer.Option(min=1, help="postgres: how often to try when the server is not reached or lost.")
]

# What each format's own options are for; one given with another format is a mistake.
_OWN_OPTIONS = {
    "postgres": ("dsn", "schema", "attempts", "json"),
    "kwic": ("key", "pos", "width"),
    "vocabulary": ("part", "reference"),
}


def export(
    context: typer.Context,
    form: _Form,
    out: Out = OUTPUTS,
    to: _To = None,
    *,
    key: _Key = None,
    pos: _Pos = None,
    width: _Width = 40,
    part: _Part = None,
    reference: _Reference = None,
    dsn: _Dsn = None,
    schema: _Schema = "techflow",
    attempts: _Attempts = 6,
    as_json: AsJson = False,
) -> int:
    """Write the outputs of a run in another format, or into a server: outputs/corpus.xlsx, outputs/conllu/.

    postgres makes the tables of a schema equal to the outputs, in one transaction, and prints how
    many rows of each were inserted, updated, deleted and unchanged; --json is for it alone.
    The formats for linguists are told in docs/linguistics.md.
    """
    _check_options(context, form)
    if form == "postgres":
        from pipeline.cli.postgres import export_postgres  # noqa: PLC0415

        if to is not None:
            raise ConfigError("--to names a file; the tables of a server go to --dsn and --schema")
        return export_postgres(out, dsn, schema, attempts, as_json=as_json)
    if form in ("kwic", "vocabulary"):
        from pipeline.cli.exports.texts import export_concordance, export_vocabulary  # noqa: PLC0415

        if form == "kwic":
            return export_concordance(out, to, tuple(key or ()), tuple(pos or ()), width)
        return export_vocabulary(out, to, tuple(part or ()), reference)
    from pipeline.cli.exports.datasets import export_dataset  # noqa: PLC0415

    return export_dataset(form, out, to)


def _check_options(context: typer.Context, form: str) -> None:
    """Raises: ConfigError for an option of another format: it would be passed over in silence."""
    for owner, options in _OWN_OPTIONS.items():
        for option in options if owner != form else ():
            source = context.get_parameter_source("as_json" if option == "json" else option)
            if source is not None and source.name == "COMMANDLINE":
                raise ConfigError(f"--{option} is for export {owner}, not {form}")
