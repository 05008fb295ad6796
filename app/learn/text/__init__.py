"""From the tutorial's Markdown to its parts."""
