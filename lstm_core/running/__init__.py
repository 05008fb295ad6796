"""A layer runs: the LSTM step by step, what happened in it, and the way back."""
