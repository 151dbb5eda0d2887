"""Outputs to explore, made once, and pages asked for in this process: no port is opened."""

import asyncio

import pytest

from pipeline.inspector.explore import make_explorer
from tests.inspector.explore.corpus import run, write_corpus


class Pages:
    """An Explorer whose pages are got one by one."""

    def __init__(self, explorer):
        self.explorer = explorer

    def get(self, path, method="GET", headers=None, **parameters):
        """The answer to a request, whatever its status."""
        request = self.explorer.client.request(method, path, params=parameters or None, headers=headers)
        return asyncio.run(request)

    def rows(self, path, **parameters):
        """The rows of a table or query as dicts; it must have come to an answer."""
        answer = self.get(f"{path}.json", _shape="objects", _size="max", **parameters)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert not found.get("error"), found["error"]
        return found["rows"]


@pytest.fixture(scope="session")
def explored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explored")
    write_corpus(folder / "in")
    return run(folder)


@pytest.fixture(scope="session")
def pages(explored):
    return Pages(make_explorer(explored))
