"""The same knowledge as files for the customer's repository: `segkit export --to agents`.

AGENTS.md, SKILL.md and llms.txt are read as instructions: they hold our sentences, counts, and
names as inline code. Free text of the plan stands in schemas, samples and references alone.
"""

from segkit.agents.edition.making import edition_of
from segkit.agents.edition.writing import Written, write_edition

__all__ = ["Written", "edition_of", "write_edition"]
