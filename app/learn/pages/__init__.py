"""The tutorial as its pages show it."""
