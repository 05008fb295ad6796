"""Models run by the frameworks from which they come; each framework is imported only when needed."""
