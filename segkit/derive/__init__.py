"""Model to findings: statements that should be true of a plan and a workspace. Pure."""
