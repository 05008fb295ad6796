"""Memory Pipe's web application: pages, API and static files around `lstm_core`."""
