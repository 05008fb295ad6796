"""``/api/v1/rooms``."""
