"""Thin routes: read the request, call a service, answer."""
