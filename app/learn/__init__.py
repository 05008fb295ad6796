"""The tutorial: chapters in Markdown are read, checked against runs, and made into pages."""
