"""What differs between two plans or two workspaces, and whether it breaks anything. Pure.

`plans.plan_changes` and `workspaces.workspace_changes` give the changes; nothing is loaded
here, because a guide shows changes far more often than it works them out.
"""
