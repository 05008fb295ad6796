"""The networks that come with the server."""
