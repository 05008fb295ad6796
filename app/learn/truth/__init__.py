"""What the tutorial says, checked against runs and measurements."""
