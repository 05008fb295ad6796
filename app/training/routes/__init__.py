"""``/api/v1/trainings``."""
