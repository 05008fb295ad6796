"""Routes of the site: pages, static files, words."""
