"""What holds for all tests."""

from hypothesis import settings

# A slow machine is no failure; the same examples everywhere are worth more than a few others each time.
settings.register_profile("everywhere", deadline=None, derandomize=True)
settings.load_profile("everywhere")
