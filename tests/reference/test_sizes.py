"""How large a figure is, and how it compares with the one before."""

import pytest

import pipeline
from pipeline.datatypes.sizes import amount_of, likeness, size_of


def figures(text, lang="en"):
    return [record.figure for record in pipeline.process(text, lang, model=False).figures]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("It cost $13 billion.", "25"),
        ("It cost $9.99 billion.", "24"),
        ("It cost 4 cents a share.", "2"),
        ("It rose 42%.", "r10"),
        ("It fell 42%.", "r10"),
        ("It is now 2.5 times as large.", "r4"),
        ("It charges a fee of 0%.", "zero"),
        ("It cost between $2 and $40.", "8"),
        ("It cost some dollars.", "none"),
    ],
)
def test_a_figure_is_in_a_step(text, size):
    found = figures(text)
    assert (size_of(found[0]) if found else "none") == size


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It made $1.2 billion, after $1.5 billion.", "4"),
        ("It made $1.5 billion, after $1.5 billion.", "5"),
        ("It made $1.5 billion, after $1.2 billion.", "6"),
        ("It made $1.5 billion, after $12.", "9"),
        ("It made $1.5 billion, after 12 percent.", "other"),
        ("It made $1.5 billion, after ¥1.5 billion.", "other"),
        ("It made $1.5 million, after $3 a share.", "other"),
        ("It made 0%, after 12%.", "none"),
    ],
)
def test_a_figure_is_compared_with_one_of_its_unit(text, told):
    first, second = figures(text)
    assert likeness(first, second) == told


def test_the_amount_of_a_range_is_its_upper_end_and_has_no_sign():
    (span,) = figures("It cost $2 to $40.")
    assert amount_of(span) == 40
    (loss,) = figures("Its margin was -3%.")
    assert amount_of(loss) == 3
