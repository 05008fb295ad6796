"""What the routes call: the wire's forms on one side, `lstm_core` on the other."""
