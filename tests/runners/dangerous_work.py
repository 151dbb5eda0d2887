"""What workers of the tests do: a module, because they import it by its name. And what must come back."""

import os
import signal
import threading
import time
from datetime import date
from pathlib import Path

from pipeline.cli.batches.making import make_article
from pipeline.datatypes import Article
from pipeline.errors import TableError
from pipeline.runners import Failure

DAY = date(2024, 7, 1)


def articles(texts):
    return [Article(f"tf:{number}", "xx", text) for number, text in enumerate(texts)]


def wanted(text):
    """The message of the answer to a text that does no harm."""
    return f"{text} {DAY} False " + "x" * 300_000


def answer(article, as_of, model):
    """A large answer (more than a pipe holds), or what the text tells to do."""
    if article.text == "poison":
        os._exit(9)
    if article.text == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.text == "table":
        raise TableError("x:1")
    if article.text == "fault":
        raise TypeError("a fault of the code")
    if article.text.startswith("once"):
        mark = Path(article.text.split()[1])
        if not mark.exists():
            mark.touch()
            os._exit(1)
    if article.text == "slow":
        time.sleep(0.3)
    if article.text == "pid":
        return Failure(article, str(os.getpid()))
    time.sleep(0.002)
    return Failure(article, f"{article.text} {as_of} {model} " + "x" * 300_000)


_AT_WORK = threading.Lock()


def meet(article, as_of, model):
    """How many threads of this process are at it, one or more: two of them may not be."""
    alone = _AT_WORK.acquire(blocking=False)
    time.sleep(0.05)
    if alone:
        _AT_WORK.release()
    return Failure(article, "alone" if alone else "met another")


def make_unless_poisonous(article, as_of, model):
    """As a run does it, but one text ends its worker."""
    if "poison" in article.text:
        os._exit(9)
    return make_article(article, as_of, model)


class Unreadable:
    """Ends the worker that is given it, before it has asked for an article."""

    def __reduce__(self):
        return os._exit, (7,)

    def __call__(self, article, as_of, model):
        return Failure(article, "")
