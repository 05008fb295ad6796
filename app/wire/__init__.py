"""What every feature shares: the wire's lists as arrays, weights as networks, texts, documents."""
