"""Pictures of measurements, drawn by the server and readable without scripts.

A page contains the pictures for all positions of a knob, and its script only shows one and hides the others.
So the pictures need no script and the script no arithmetic, and a test can read every point of every
position.
"""
