"""Special considerations: checks of this workspace, what of the knowledge matters, the SA's word."""
