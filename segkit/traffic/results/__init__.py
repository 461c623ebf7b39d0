"""What counts say beside the plan and the workspace, what is kept of it, and what it leaves open."""
