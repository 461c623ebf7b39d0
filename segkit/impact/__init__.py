"""What a change of the plan touches: who names the event or field, and what of that breaks.

`asked` makes the changes that somebody asks about, `impact_of` says what they touch. Pure: plan,
workspace and notes are given, and nothing is read or written here.
"""

from segkit.impact.asking import asked
from segkit.impact.concern import KINDS, Concern, Impact
from segkit.impact.of_change import impact_of

__all__ = ["KINDS", "Concern", "Impact", "asked", "impact_of"]
