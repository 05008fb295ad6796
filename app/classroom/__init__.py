"""A live class: rooms, seats, questions and answers. Nothing here knows what a unit is.

A state is an address of the Lab, a question is what the desk sent.
"""
