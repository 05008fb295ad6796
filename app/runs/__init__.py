"""Running a network over a sequence: traces, steps, units, gradients, tables of inputs."""
