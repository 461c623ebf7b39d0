"""What `segkit` says when it is given nothing: what to do next here, and all commands in groups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Begin": ("demo", "new", "connect", "doctor", "pull", "trust", "renew"),
    "The plan": ("plan", "lint", "diff", "impact", "amend"),
    "What arrives": ("matrix", "mode", "consent", "route", "coverage", "fql"),
    "What was sent": ("listen", "verify"),
    "Agree": ("lab", "consider", "action", "check", "tick"),
    "Hand over": ("export", "app", "mcp", "knowledge"),
}
"""Every command by the work that it belongs to."""

_NEXT_HERE = {
    "segkit check": "what is still open",
    "segkit lab": "the workshop, in JupyterLab",
    "segkit export": "the guide",
}
_NEXT_ANYWHERE = {
    "segkit demo": "an invented customer, at once",
    'segkit new NAME --customer "…" --plan FILE': "your own engagement",
    "segkit plan FILE --explain": "how segkit reads a sheet",
}


def greeting(folder: Path) -> str:
    """Three next steps for the folder: an engagement's own, or the first ones."""
    is_engagement = (folder / "engagement.toml").is_file()
    what = "This folder is an engagement." if is_engagement else "There is no engagement here."
    steps = _NEXT_HERE if is_engagement else _NEXT_ANYWHERE
    return "\n".join(
        [
            "segkit makes a customer's Segment guide from their plan and workspace.",
            f"{what} Next:",
            *(f"  {command:<{max(map(len, steps))}}  {does}" for command, does in steps.items()),
        ]
    )


def write_groups(context: click.Context, group: click.Group, form: click.HelpFormatter) -> None:
    """Every command with its first line, below the work that it belongs to."""
    grouped = {name for names in GROUPS.values() for name in names}
    further = {"Further": tuple(name for name in group.commands if name not in grouped)}
    for title, names in {**GROUPS, **further}.items():
        found = [(name, one) for name in names if (one := group.get_command(context, name))]
        limit = form.width - 6 - max(map(len, group.commands))
        if found:
            with form.section(title):
                form.write_dl([(name, one.get_short_help_str(limit)) for name, one in found])
