"""Plans that customers bring from other tools, for those who migrate to Segment.

One module per tool: `looks_like_…(document)` and `read_…(document, name=…)`. To add a tool,
write its module and one line in `FORMATS`. What has no counterpart in Segment stays in the
report, in `Rule.labels`, or in `Rule.extra`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from segkit.model.plan import TrackingPlan
from segkit.plans.documents.rules import read_rules
from segkit.plans.foreign.avo import looks_like_avo, read_avo
from segkit.plans.foreign.mparticle import looks_like_mparticle, read_mparticle
from segkit.plans.foreign.rudderstack import looks_like_rudderstack, read_rudderstack
from segkit.plans.foreign.snowplow import looks_like_snowplow, read_snowplow


class _Read(Protocol):
    def __call__(self, document: object, *, name: str) -> TrackingPlan: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One tool's form of a plan.

    Attributes:
        tool: The tool's name.
        looks_like: True for a parsed document of this form.
        read: The plan in it.
    """

    tool: str
    looks_like: Callable[[object], bool]
    read: _Read


FORMATS = (
    Format("RudderStack", looks_like_rudderstack, read_rudderstack),
    Format("Avo", looks_like_avo, read_avo),
    Format("mParticle", looks_like_mparticle, read_mparticle),
    Format("Snowplow", looks_like_snowplow, read_snowplow),
)
"""Asked in this order; Segment's own forms are what remains."""


def read_document(document: object, *, name: str) -> TrackingPlan:
    """The tracking plan in a parsed JSON or YAML document, whichever tool it is from.

    Raises:
        NotATrackingPlanError: It is no plan of a tool that segkit knows.
    """
    for form in FORMATS:
        if form.looks_like(document):
            return form.read(document, name=name)
    return read_rules(document, name=name)
