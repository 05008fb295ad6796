"""What can go wrong with a request, in terms of the request; nothing here knows HTTP."""
