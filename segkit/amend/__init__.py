"""Changes of a plan that a person agreed to, made in a copy of the customer's own file.

`amended` is the plan after them; `amend` finds where the file says what changes, writes that and
nothing else, and reads the copy back: only what then reads exactly as meant is kept.
"""

from segkit.amend.amending import Amendment, amend
from segkit.amend.applying import amended
from segkit.amend.change_map import read_map, written_map

__all__ = ["Amendment", "amend", "amended", "read_map", "written_map"]
