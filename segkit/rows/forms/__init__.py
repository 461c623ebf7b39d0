"""What widgets show in the place of a row: the same with controls; loaded when it is shown."""
