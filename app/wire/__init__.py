"""What all features share: lists on the wire as arrays, weights as networks, texts, documents."""
