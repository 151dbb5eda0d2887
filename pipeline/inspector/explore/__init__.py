"""Outputs -> tables in a browser: ``corpus.sqlite`` and a full-text index beside it, by Datasette.

`make_explorer` gives the application, `serve` its pages; see docs/explore.md.
"""

from pipeline.inspector.explore.serving import Address, make_explorer, serve

__all__ = ["Address", "make_explorer", "serve"]
