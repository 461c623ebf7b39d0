"""One engagement: `engagement.toml` says who it is for and where its data comes from.

It holds no secrets and no results; `Engagement` also knows where the other files of the
engagement folder are. What the SA decides while working is in `notes.toml`, and
what they corrected in the reading of the plan in `profile.toml`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from segkit.engagement.lint_settings import KNOWN, LintSettings, lint_settings
from segkit.engagement.look import Look, read_look
from segkit.engagement.misplaced_token import place_of_token
from segkit.engagement.placeholders import fill_text
from segkit.engagement.toml import read
from segkit.errors import ConfigError
from segkit.files import is_there
from segkit.google.sheet_address import sheet_key, sheet_url
from segkit.knowledge.links import Links
from segkit.malformed import wording
from segkit.pull.places import PlanPlace

FILE = "engagement.toml"

NOTEBOOK = "guide.ipynb"

KEPT = 5
"""Earlier snapshots that are kept when the SA says nothing."""

_KNOWN: Mapping[str, type | tuple[type, ...]] = {
    "customer": str,
    "sa": str,
    "date": (dt.date, str),
    "plan.file": str,
    "plan.sheet": str,
    "plan.id": str,
    "plan.service_account": str,
    "plan.url": str,
    "plan.identify_url": str,
    "workspace.file": str,
    "workspace.pull": bool,
    "workspace.slug": str,
    "workspace.region": str,
    "guide.docs_base": str,
    "guide.sections": list,
    "guide.show_write_keys": bool,
    "guide.without": list,
    "look.accent": str,
    "look.font": str,
    "look.language": str,
    "look.logo": str,
    "snapshots.keep": int,
    "tracking.method": str,
    **KNOWN,
    "verify.required": list,
}
_TABLES: Mapping[str, type] = {
    "calls": bool, "consent": list, "environments": str, "modes": str, "received": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Engagement:
    """What `engagement.toml` says, and where the engagement's files are.

    Attributes:
        folder: The engagement's folder.
        customer: Name exactly as the customer writes it.
        sa: Name of the solutions architect; empty until set.
        date: Of the workshop, ISO; empty until set.
        plan: Where the tracking plan is read from; None when there is none.
        plan_url: Where people open the plan.
        identify_url: Address of the plan's Identify tab, when it has one of its own.
        workspace_file: Where the workspace is read from; None when it is no file.
        workspace_pull: It is pulled from Segment's Public API instead.
        workspace_slug: Overrides the slug that the workspace itself gives.
        region: `us` or `eu`; empty leaves it to the workspace.
        docs_base: Where links to Segment's documentation start.
        sections: The only sections of the guide to keep, by heading or anchor; empty for all.
        without_sections: Those to leave out.
        look: Logo, colour, font and language of the guide.
        show_write_keys: Print write keys of websites and apps in the clear, not masked; None
            leaves it to whether a pull was asked to keep them.
        keep_snapshots: How many earlier snapshots stay in `snapshots/`.
        tracking_method: `client`, `server` or `both` when the SA overrides it.
        calls: In scope or not, per call, where the SA overrides it.
        environments: Environment (or `product/environment`) per source slug.
        modes: `device` or `cloud` per destination id, as the SA knows it.
        consent: Destinations by consent category, by name or id; None when nobody entered any.
        received: Exports of sources' schemas (CSV) by slug: what each of them received.
        lint: What the review of the plan shall be like.
        verify_required: Environments in which every planned call has to be seen and valid.
        digest: SHA-256 of the file as it was read; empty when it was none.
    """

    folder: Path
    customer: str
    sa: str = ""
    date: str = ""
    plan: PlanPlace | None = None
    plan_url: str = ""
    identify_url: str = ""
    workspace_file: Path | None = None
    workspace_pull: bool = False
    workspace_slug: str = ""
    region: str = ""
    docs_base: str = Links().docs_base
    sections: tuple[str, ...] = ()
    without_sections: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    show_write_keys: bool | None = None
    keep_snapshots: int = KEPT
    tracking_method: str = ""
    calls: Mapping[str, bool] = field(default_factory=dict, hash=False)
    environments: Mapping[str, str] = field(default_factory=dict, hash=False)
    modes: Mapping[str, str] = field(default_factory=dict, hash=False)
    consent: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    received: Mapping[str, Path] = field(default_factory=dict, hash=False)
    lint: LintSettings = field(default_factory=LintSettings)
    verify_required: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)

    @property
    def file(self) -> Path:
        """`engagement.toml` itself."""
        return self.folder / FILE

    @property
    def snapshot_file(self) -> Path:
        """What was read, offline."""
        return self.folder / "snapshot.json"

    @property
    def notes_file(self) -> Path:
        """What the SA decided."""
        return self.folder / "notes.toml"

    @property
    def profile_file(self) -> Path:
        """What the SA corrected in the reading of the plan."""
        return self.folder / "profile.toml"

    @property
    def token_accounts(self) -> tuple[str, ...]:
        """Entries of the keyring that may hold this engagement's token, the surest first.

        By workspace, because a customer may have several; by customer until it is known.
        """
        return _accounts(self.workspace_slug, self.customer)

    @property
    def notebook(self) -> Path:
        """The guide's notebook."""
        return self.folder / NOTEBOOK


def engagement_folder(start: Path) -> Path:
    """The folder of the engagement in `start` or the nearest one above it; nothing is read.

    Raises `ConfigError` when there is none.
    """
    try:
        folder = start.resolve()
        places = (folder, *folder.parents) if is_there(start) else ()  # a slip of the pen
        found = next((place for place in places if is_there(place / FILE)), None)
    except (OSError, RuntimeError, ValueError) as error:  # too long, links in a circle, a NUL
        raise ConfigError(
            f"{str(start)!r} can be no engagement's folder: {wording(error)}.",
            "give another folder.",
        ) from error
    if found is not None:
        return found
    raise ConfigError(
        f"{folder} is not an engagement: there is no {FILE} here or in a folder above.",
        'go to the engagement\'s folder, or make one with `segkit new NAME --customer "…" '
        "--plan FILE`. `segkit demo` makes one to try.",
    )


def find_engagement(start: Path) -> Engagement:
    """The engagement in `start` or the nearest folder above it.

    Raises `ConfigError` when there is none, or when its file is not understood.
    """
    return read_engagement(engagement_folder(start))


def read_engagement(folder: Path) -> Engagement:
    """The engagement that `folder/engagement.toml` describes; raises `ConfigError`."""
    file = folder / FILE
    settings, digest = _settings(file)
    values = _checked(_flat(settings), file)
    # an empty [consent] says that there are no categories, none at all that nobody looked
    there = [name for name in _TABLES if name in settings or name != "consent"]
    tables = {name: _table(settings.get(name, {}), name, file) for name in there}
    return replace(_engagement(folder, values, tables), digest=digest)


def _settings(file: Path) -> tuple[Mapping[str, object], str]:
    """What the file says, when no token is in it, and its digest; raises `ConfigError`.

    No error leaves here while they are a local variable: some tracebacks print those.
    """
    found = read(file)
    if not (place := place_of_token(found.data)):
        return found.data, found.digest
    del found
    raise ConfigError(
        f"{file} holds a token or password ({place}); it was not used.",
        "delete it there and run `segkit connect`, which keeps the token in the system's "
        "keyring. If the file was ever shared or committed, revoke the token in Segment and "
        "make a new one.",
    )


def _engagement(
    folder: Path, values: Mapping[str, object], tables: Mapping[str, Mapping[str, object]]
) -> Engagement:
    def text(name: str, default: str = "") -> str:
        return str(values.get(name, default)).strip()

    customer = text("customer")
    if customer and not fill_text(customer, "").strip():
        raise ConfigError(
            f"{folder / FILE}: the customer is the placeholder {customer!r}.",
            "write the customer's name.",
        )
    if not customer:
        raise ConfigError(
            f"{folder / FILE} does not name the customer.",
            'add a line such as customer = "Quillmoor Supply".',
        )
    region = _one_of(text("workspace.region").lower(), ("", "us", "eu"), "region", folder)
    method = _one_of(
        text("tracking.method"), ("", "client", "server", "both"), "tracking.method", folder
    )
    if values.get("workspace.pull") is True and text("workspace.file"):
        raise ConfigError(
            f"{folder / FILE} names the workspace twice: file and pull.", "keep one of them."
        )
    shown = values.get("guide.show_write_keys")
    docs_base = text("guide.docs_base") or Links().docs_base
    Links(docs_base=docs_base)  # raises when it is no web address
    return Engagement(
        folder=folder,
        customer=customer,
        sa=text("sa"),
        date=text("date"),
        plan=_plan(folder, text),
        plan_url=text("plan.url"),
        identify_url=text("plan.identify_url"),
        workspace_file=_path(folder, text("workspace.file")),
        workspace_pull=values.get("workspace.pull") is True,
        workspace_slug=text("workspace.slug"),
        region=region,
        docs_base=docs_base,
        sections=_names(values, "guide.sections", folder),
        without_sections=_names(values, "guide.without", folder),
        look=read_look(text, folder / FILE),
        show_write_keys=None if shown is None else shown is True,
        keep_snapshots=_count(values.get("snapshots.keep", KEPT), folder),
        tracking_method=method,
        calls={call: value is True for call, value in tables["calls"].items()},
        environments={slug: str(value) for slug, value in tables["environments"].items()},
        modes={
            destination: _one_of(str(mode), ("device", "cloud"), f"modes.{destination}", folder)
            for destination, mode in tables["modes"].items()
        },
        consent=_consent(tables, folder),
        received={
            slug: file
            for slug, name in tables["received"].items()
            if (file := _path(folder, str(name).strip()))
        },
        lint=lint_settings(values, folder / FILE),
        verify_required=_names(values, "verify.required", folder),
    )


def _plan(folder: Path, text: Callable[[str], str]) -> PlanPlace | None:
    """The one place that `[plan]` names."""
    named = [name for name in ("file", "sheet", "id") if text(f"plan.{name}")]
    if len(named) > 1:
        raise ConfigError(
            f"{folder / FILE} names the tracking plan twice: {' and '.join(named)}.",
            "keep one of them.",
        )
    if file := _path(folder, text("plan.file")):
        return PlanPlace("file", str(file), within=folder)
    if sheet := text("plan.sheet"):
        account = _path(folder, text("plan.service_account"))
        return PlanPlace("sheet", sheet_url(sheet_key(sheet)), account, within=folder)
    return PlanPlace("api", text("plan.id")) if named else None


def _accounts(slug: str, customer: str) -> tuple[str, ...]:
    by_workspace = (f"workspace {slug}",) if slug else ()
    return (*by_workspace, f"customer {customer}")


def _path(folder: Path, text: str) -> Path | None:
    """The file that a setting names, behind all links."""
    if not text:
        return None
    try:
        return Path(os.path.realpath(folder / Path(text).expanduser()))
    except (OSError, RuntimeError, ValueError) as error:  # no such user, a NUL
        raise ConfigError(
            f"{folder / FILE} names {text!r}, which can be no file: {wording(error)}.",
            "correct it.",
        ) from error


def _one_of(value: str, allowed: tuple[str, ...], name: str, folder: Path) -> str:
    if value in allowed:
        return value
    choices = ", ".join(repr(choice) for choice in allowed if choice)
    raise ConfigError(
        f"{folder / FILE}: {name} is {value!r}, which segkit does not know.",
        f"use one of {choices}.",
    )


def _consent(
    tables: Mapping[str, Mapping[str, object]], folder: Path
) -> Mapping[str, tuple[str, ...]] | None:
    if (given := tables.get("consent")) is None:
        return None
    return {
        category: _names({f"consent.{category}": names}, f"consent.{category}", folder)
        for category, names in given.items()
    }


def _names(values: Mapping[str, object], name: str, folder: Path) -> tuple[str, ...]:
    found = values.get(name, [])
    if isinstance(found, list) and all(isinstance(one, str) and one.strip() for one in found):
        return tuple(found)
    raise ConfigError(
        f"{folder / FILE}: {name} is {found!r}.", 'write it like ["Identify", "Destinations"].'
    )


def _count(value: object, folder: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ConfigError(
        f"{folder / FILE}: keep below [snapshots] is {value!r}.",
        f"write how many earlier snapshots are kept, e.g. keep = {KEPT}; 0 keeps none.",
    )


def _flat(settings: Mapping[str, object]) -> dict[str, object]:
    """`{"plan": {"file": …}}` as `{"plan.file": …}`; free tables are left out."""
    flat: dict[str, object] = {}
    for name, value in settings.items():
        if name in _TABLES:
            continue
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": found for inner, found in value.items()})
        else:
            flat[name] = value
    return flat


def _checked(values: dict[str, object], file: Path) -> dict[str, object]:
    for name, value in values.items():
        if name not in _KNOWN:
            known = ", ".join([*_KNOWN, *(f"[{table}]" for table in _TABLES)])
            raise ConfigError(
                f"{file}: segkit does not know {name!r}.", f"use one of: {known}; or delete it."
            )
        if not isinstance(value, _KNOWN[name]):
            raise ConfigError(
                f"{file}: {name} is {value!r}.", f"write it like {_example(_KNOWN[name])}."
            )
    return values


def _example(kind: type | tuple[type, ...]) -> str:
    if isinstance(kind, tuple):
        return "2026-11-24"
    return {bool: "true or false", str: '"text"', int: "5", list: '["Identify"]'}.get(
        kind, "a value"
    )


def _table(value: object, name: str, file: Path) -> Mapping[str, object]:
    if isinstance(value, dict) and all(isinstance(v, _TABLES[name]) for v in value.values()):
        return value
    raise ConfigError(
        f"{file}: [{name}] is not a table of name = {_example(_TABLES[name])}.",
        f"write one line per name below [{name}].",
    )
