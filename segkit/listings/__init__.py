"""What commands print: each answer as text for people, and as JSON for scripts."""
