"""Frozen data: the tracking plan, the workspace, and what segkit found in them.

Nothing below this folder opens a file or a connection, and nothing draws.
It imports the standard library only, so every other part may import it.
"""
