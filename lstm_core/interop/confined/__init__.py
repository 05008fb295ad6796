"""Untrusted files, read by processes that can do nothing else; their results are checked again."""
