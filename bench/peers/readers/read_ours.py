"""This pipeline, asked as the peers are: the whole of ``process``, names and tokens too."""

from protocol import serve

from pipeline import process


def convert(result, _text, _day):
    """All figures and times."""
    for found in result.figures:
        figure = found.figure
        yield {
            key: getattr(figure, key)
            for key in ("kind", "start", "end", "value", "low", "high", "unit", "fraction")
        }
    for time in result.times:
        yield {"kind": "time"} | {key: getattr(time, key) for key in ("start", "end", "type", "timex")}


if __name__ == "__main__":
    serve(process, convert)
