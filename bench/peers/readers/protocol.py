"""What every reader does: texts in, neutral records out, and what the reading alone costs.

Runs inside a peer's own environment, so it knows nothing of the pipeline. A reader
gives ``serve`` two functions: ``read(text, lang, day)``, which is timed, and
``convert(answer, text, day)``, which makes records of the peer's answer and is not.

A record has kind, start, end and value (or low and high), unit (in the peer's words);
a time has kind ``time``, type, timex, or begin and finish where the peer gives days.
"""

import argparse
import json
import math
import time
from datetime import date
from pathlib import Path


def serve(read, convert):
    """Answers the questions of a file and writes the records and the speed to another."""
    parser = argparse.ArgumentParser()
    parser.add_argument("questions", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--article", type=Path)
    parser.add_argument("--seconds", type=float, default=2.0)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.questions.read_text(encoding="utf-8").splitlines()]
    lines, asked = [], []
    for row in rows:
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        asked.append((row["text"], row["lang"], day))
        try:
            records = list(convert(read(*asked[-1]), row["text"], day))
        except Exception as error:  # a peer may raise anything; it then gave nothing here
            asked.pop()
            lines.append({"id": row["id"], "records": [], "error": f"{type(error).__name__}: {error}"[:200]})
        else:
            lines.append({"id": row["id"], "records": [plain(record) for record in records]})
    speeds = {"sentences": speed(read, asked, args.seconds)}
    if args.article and asked:
        article = (args.article.read_text(encoding="utf-8"), asked[0][1], date(2026, 1, 5))
        speeds["article"] = speed(read, [article], args.seconds)
    lines.append({"speed": speeds})
    args.answers.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def speed(read, asked, seconds):
    """Characters a CPU second of reading alone; warm, as all was read once, in whole rounds."""
    if not asked:
        return None
    try:
        read(*asked[0])
    except Exception:  # as above: what it cannot read it has no speed for
        return None
    characters, begin = 0, time.process_time()
    while (spent := time.process_time() - begin) < seconds:
        for question in asked:
            read(*question)
            characters += len(question[0])
    return characters / spent


def plain(record):
    """A record without what JSON has no word for; numbers as text, none in exponents."""
    kept = {key: value for key, value in record.items() if value is not None}
    for key in ("value", "low", "high"):
        if isinstance(kept.get(key), float):
            kept[key] = format_float(kept[key])
        elif key in kept:
            kept[key] = str(kept[key])
    return {key: value for key, value in kept.items() if value is not None}


def format_float(value):
    """``1200000000.0`` is ``1200000000``; endless is None."""
    return None if math.isinf(value) or math.isnan(value) else f"{value:.12f}".rstrip("0").rstrip(".")


def trimmed(text, start, end, words):
    """The span without the white space and the words of a bound around it, which stand outside ours."""
    while True:
        surface = text[start:end]
        word = next((w for w in words if surface.startswith(w) and w != surface), "")
        tail = next((w for w in words if surface.endswith(w) and w != surface), "")
        first = len(word) or len(surface) - len(surface.lstrip())
        last = len(tail) or len(surface) - len(surface.rstrip())
        if (not first and not last) or first + last >= end - start:
            return start, end
        start, end = start + first, end - last
