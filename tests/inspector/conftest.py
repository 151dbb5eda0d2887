"""Outputs and their explorer, made once; a browser, started once."""

import pytest

from tests.commands import call_here
from tests.inspector.browser import launch
from tests.inspector.corpus import make_outputs


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    # With the model: without it there are no trees to draw.
    return make_outputs(tmp_path_factory.mktemp("inspected"))


@pytest.fixture(scope="session")
def explorer(outputs):
    done = call_here("inspect", "--out", outputs)
    assert done.exit_code == 0, done.stderr
    return outputs / "inspector/index.html"


@pytest.fixture(scope="session")
def browser():
    with launch() as one:
        yield one
