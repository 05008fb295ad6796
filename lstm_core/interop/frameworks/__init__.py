"""The names and the order in which each framework keeps the weights of a layer."""
