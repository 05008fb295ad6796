"""Recomputes what was computed once and stored: ``python -m app.remake NAME``."""
