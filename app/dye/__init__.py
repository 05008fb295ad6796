"""When a memory entered, and how much an input matters: ``POST /dye`` and ``POST /attributions``."""
