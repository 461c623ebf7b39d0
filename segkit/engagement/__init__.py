"""The engagement's own files: settings, snapshot, notes, profile, write keys, and new ones.

`settings` reads `engagement.toml`; each other file of an engagement's folder has its module here.
What was read in them is thought about above, in `segkit.facts`.
"""
