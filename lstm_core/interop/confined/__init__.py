"""Files from strangers, read by processes that can do nothing else; what comes back is checked again."""
