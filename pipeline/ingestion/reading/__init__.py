"""A page's bytes -> text and metadata: the site's selectors first, trafilatura where there are none."""
