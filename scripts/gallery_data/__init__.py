"""The invented customers of the gallery besides the demo: their workspaces.

Their plans, settings and notes are in `examples/`, a folder each. Sources, destinations and mappings
are built as those of the demo; only what is theirs stands here.
"""
