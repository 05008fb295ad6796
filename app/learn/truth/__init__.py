"""What the tutorial says, held against runs and measurements."""
