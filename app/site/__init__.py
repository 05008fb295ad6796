"""The site: its pages, static files and words, in two languages."""
