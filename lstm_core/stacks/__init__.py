"""Layers on top of each other, each forward, backward or both ways."""
