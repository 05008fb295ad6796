"""Where a memory comes from, and what an input is worth: ``POST /dye`` and ``POST /attributions``."""
