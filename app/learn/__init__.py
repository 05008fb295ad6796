"""The tutorial: chapters in Markdown, read, checked against runs, and made into pages."""
