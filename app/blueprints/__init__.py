"""Units as data: what is derived from each blueprint, for pages and clients."""
