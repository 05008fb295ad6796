"""Uploaded models: read, described, kept, run by their id."""
