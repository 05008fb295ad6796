"""What can go wrong with what was asked, in the words of the one who asked; nothing here knows HTTP."""
