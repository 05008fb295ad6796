"""What was measured once and is shown ever after."""
