"""The site: pages, their static files and their words, in two languages."""
