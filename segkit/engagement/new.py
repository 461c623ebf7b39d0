"""Making an engagement folder: its settings, its notes, its notebooks and pictures.

The folder appears whole or not at all: it is made beside its place and moved there once
the customer's plan and workspace have been read.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from segkit.engagement.bundled import media_folder, notebooks_folder
from segkit.engagement.notes import HEADER
from segkit.engagement.outside import confirm_own, outside_of, token_permissions
from segkit.engagement.placeholders import fill_markdown, fill_text
from segkit.engagement.settings import FILE, Engagement, read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.engagement.toml import edited
from segkit.errors import ConfigError, ExportError
from segkit.files import content_of, is_there, write_atomically
from segkit.pull.places import plan_place
from segkit.trust import for_now

_SETTINGS = """\
# The engagement: who it is for, and where its data comes from.
# No token or password belongs here.
customer = ""
sa = ""
date = ""

[plan] # where it is read from; where readers open it

[workspace] # region: us or eu; empty: as the workspace says
"""


@dataclass(frozen=True, slots=True)
class NewEngagement:
    """What is known when an engagement begins; only the customer has to be.

    Attributes:
        customer: Name exactly as the customer writes it.
        plan: File of the tracking plan, address of a Google Sheet, or id of a plan in Segment.
        workspace: File of the workspace.
        pull: The workspace is pulled from Segment's Public API instead.
        region: Of the workspace, `us` or `eu`; empty when a pull finds it out.
        sa: Who makes the guide.
        date: Of the workshop, ISO.
        plan_url: Where people open the plan.
    """

    customer: str
    plan: str | None = None
    workspace: Path | None = None
    pull: bool = False
    region: str = ""
    sa: str = ""
    date: str = ""
    plan_url: str = ""


def _unheard(_news: object) -> None:
    """Nobody listens."""


def create_engagement(
    folder: Path, new: NewEngagement, *, listen: Callable[[object], None] = _unheard
) -> Engagement:
    """Write `folder` with everything that an engagement needs, and its first snapshot.

    `listen` hears how a pull from Segment goes. Raises `ConfigError` when `folder` exists, `PullError` when plan or workspace cannot
    be read; then nothing is left behind.
    """
    target = folder.absolute()
    if is_there(target):
        raise ConfigError(
            f"{target} exists already; nothing was changed.",
            "choose another name, or work on that engagement with `segkit pull` and `segkit lab`.",
        )
    if not fill_text(new.customer, "").strip():
        raise ConfigError(
            "The customer's name is empty or a placeholder.", 'give it with --customer "…".'
        )
    if new.pull and new.workspace is not None:
        raise ConfigError(
            "The workspace is named twice: as a file, and to be pulled from Segment.",
            "give --workspace FILE or --pull.",
        )
    if new.plan is None and new.workspace is None and not new.pull:
        raise ConfigError(
            "There is nothing to make a guide from: neither a tracking plan nor a workspace.",
            "give at least one of them with --plan FILE and --workspace FILE, or --pull to read "
            "the workspace from Segment.",
        )
    made = _made_beside(target)
    try:
        write_files(made, settings_text(new, target), customer=new.customer)
        engagement = read_engagement(made)
        asked = (*outside_of(engagement), *token_permissions(engagement))
        with for_now(one.content for one in asked):  # whoever makes it names them in this moment
            take_snapshot(engagement, listen=listen)
        made.rename(target)
        target.chmod(0o777 & ~_umask())
        confirm_own(read_engagement(target))
    except OSError as error:
        raise ExportError(
            f"{target} could not be written: {error.strerror}.", "choose another place."
        ) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return read_engagement(target)


def write_files(folder: Path, settings: str, *, customer: str) -> None:
    """Settings, notes, notebooks and pictures into an existing, empty folder."""
    write_atomically(folder / FILE, settings)
    write_atomically(folder / "notes.toml", HEADER)
    for notebook in sorted(notebooks_folder().glob("*.ipynb")):
        write_notebook(notebook, folder / notebook.name, customer)
    shutil.copytree(media_folder(), folder / "_media", ignore=shutil.ignore_patterns("*.svg", ".*"))


def write_notebook(template: Path, target: Path, customer: str) -> None:
    """The notebook with the customer's name in its text."""
    notebook = json.loads(content_of(template))
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            text = fill_markdown(text, customer)
        cell["source"] = text.splitlines(keepends=True)
    # as Jupyter writes it, so that saving it there changes nothing
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(f"{text}\n", encoding="utf-8", errors="replace")


def settings_text(new: NewEngagement, target: Path) -> str:
    """The text of `engagement.toml`: what is known, and what may be added, explained."""
    workspace = {"pull": True} if new.pull else {"file": _relative(new.workspace, target)}
    known = {
        "customer": new.customer,
        "sa": new.sa,
        "date": new.date,
        "plan": {**_plan_setting(new.plan, target), "url": new.plan_url},
        "workspace": {**workspace, "region": new.region},
    }
    return edited(_SETTINGS, known)


def _plan_setting(plan: str | None, target: Path) -> dict[str, str]:
    """The line of `[plan]` that says where the plan is."""
    place = None if plan is None else plan_place(plan)
    if place is None or place.kind == "file":
        return {"file": _relative(None if place is None else place.file, target)}
    return {"sheet" if place.kind == "sheet" else "id": place.text}


def _relative(file: Path | None, folder: Path) -> str:
    """The file as seen from the engagement's folder, so that both can move together."""
    if file is None:
        return ""
    try:
        return Path(os.path.relpath(file.absolute(), folder)).as_posix()
    except ValueError:  # another drive on Windows
        return file.absolute().as_posix()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _made_beside(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".segkit-", dir=target.parent))
    except OSError as error:
        raise ConfigError(
            f"{target.parent} cannot be written: {error.strerror}.", "choose another place."
        ) from error
