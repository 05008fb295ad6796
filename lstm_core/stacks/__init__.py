"""Stacked layers, each forward, backward or both."""
