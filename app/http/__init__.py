"""Requests and answers in terms of HTTP: bodies, lines, headers, problems; nothing here knows about LSTMs."""
