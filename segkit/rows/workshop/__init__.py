"""What the room says: agenda, notes, to-dos, special considerations, consent."""
