"""How each framework names and orders the weights of a layer."""
