"""Units as data: what follows from each blueprint, for pages and clients."""
