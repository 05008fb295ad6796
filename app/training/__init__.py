"""Trainings: jobs that learn a task in chunks, each checkpoint kept, watched while they run."""
