"""What Quillmoor's own team adds to segkit."""
