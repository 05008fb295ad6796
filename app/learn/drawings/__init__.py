"""Pictures of what was measured once, drawn by the server: they need no script to be read.

All positions of a knob are in the page, and the script only shows one and hides the others: the pictures need
no script, the script no arithmetic, and a test reads every point of every position back.
"""
