"""Joint meetings whose agendas fill themselves, and minutes that nobody loses a word of."""
