"""What was measured once and stored."""
