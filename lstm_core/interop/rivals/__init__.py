"""Models run by the framework that they come from, each imported only when it is asked for."""
