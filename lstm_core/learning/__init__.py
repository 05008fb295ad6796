"""What a network learns, how, and how well."""
