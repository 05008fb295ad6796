"""Pictures of what was measured once, drawn by the server: they need no script to be read."""
