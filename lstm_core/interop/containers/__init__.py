"""Files as named arrays: what each kind of file holds, read within limits."""
