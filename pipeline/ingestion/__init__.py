"""URL, feed or sitemap -> text files with sidecars in the layout of the corpus.

An address goes through :mod:`~pipeline.ingestion.fetching` (feeds and sitemaps on the way),
:mod:`~pipeline.ingestion.robots` (may we, how fast), :mod:`~pipeline.ingestion.client` and
:mod:`~pipeline.ingestion.connections` (bounded, and never into a private network),
:mod:`~pipeline.ingestion.reading` (bytes to text), :mod:`~pipeline.ingestion.keeping` (what is
kept, what is a mirror) and :mod:`~pipeline.ingestion.shelf` (files and journal).

Its libraries are the extra ``[fetch]``; import :mod:`~pipeline.ingestion.fetching` where it is used.
"""
