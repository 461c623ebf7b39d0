"""One table of a tab, as far as its columns are understood."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.plans.layouts.columns import Column
from segkit.plans.layouts.layout import Recognition
from segkit.plans.layouts.leads import Lead

FIXED = "fixed for this tab"
"""Why a role or a call was chosen that the profile says."""

BY_FILE_NAME = "only the name of the file"
"""Why a call was chosen that nothing in the file speaks of."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a tab, understood as far as its columns go.

    Attributes:
        headers: Its header rows, as indexes of the tab's rows.
        end: First row that is not its own any more.
        columns: With their roles, in sheet order.
        recognition: Layout and evidence.
        call: The call it is about.
        call_why: Where that was taken from.
        lead: What stands above it.
        guidance: How many rows below the header tell how to fill it in.
    """

    headers: tuple[int, ...]
    end: int
    columns: tuple[Column, ...]
    recognition: Recognition
    call: str
    call_why: str
    lead: Lead
    guidance: int = 0

    @property
    def start(self) -> int:
        """First row of the plan below the header and its guidance."""
        return self.headers[-1] + 1 + self.guidance
