"""The panel from which a guide is exported."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from segkit.render.html import render


@dataclass(frozen=True, slots=True)
class Exported:
    """How an export ended.

    Attributes:
        file: Name of the written file in the engagement's folder; empty when there is none.
        said: What the program said.
        failed: It wrote nothing.
    """

    file: str = ""
    said: str = ""
    failed: bool = False


def export_form(last: Exported | None, *, running: bool = False) -> Markup:
    """Buttons for the final guide and for a draft, and how the last export ended."""
    return render("export_form", last=last, running=running)
