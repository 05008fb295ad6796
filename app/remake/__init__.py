"""Makes again what was computed once and is stored: ``python -m app.remake NAME``."""
