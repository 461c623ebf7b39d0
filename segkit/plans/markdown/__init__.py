"""Plans that are written in Markdown."""
