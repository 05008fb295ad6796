"""Requests and answers in HTTP's terms: bodies, lines, headers, problems; nothing here knows an LSTM."""
