"""Finished guides of four invented customers, and the page that shows them; `make docs` builds them.

python scripts/gallery.py [FOLDER]

Inputs of the shop are the demo's; those of the others lie in `examples/`, their workspaces are
made by `gallery_data`. Each guide is final: nothing in it is open.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gallery_data.ebbmere import WORKSPACE as EBBMERE
from gallery_data.parts import Workspace
from gallery_data.skerrowby import WORKSPACE as SKERROWBY

from segkit.engagement.demo import create_demo
from segkit.engagement.new import write_files
from segkit.engagement.settings import FILE, Engagement, read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.export import export_guide

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
ZIP_DATE = (2026, 11, 30, 12, 0, 0)
MAKE = """\
unzip skerrowby.zip
segkit new mine --customer Skerrowby \\
  --plan skerrowby/tracking-plan.json --workspace skerrowby/workspace.json"""
INPUTS = ("engagement.toml", "notes.toml", "tracking-plan.*", "workspace.json")


@dataclass(frozen=True, slots=True)
class Shown:
    """One guide of the gallery.

    Attributes:
        key: Name of its files, and of its folder in `examples/`.
        title: The customer, and what they do.
        line: What they have in Segment.
        worth: What is worth seeing, by the part of the guide.
        workspace: None for one without, and for the demo, which brings its own.
    """

    key: str
    title: str
    line: str
    worth: Mapping[str, str]
    workspace: Workspace | None = None


SHOWN = (
    Shown(
        "quillmoor",
        "Quillmoor Supply, a shop",
        "A workbook with many tabs; web shop, two apps, servers, two warehouses, an Engage space.",
        {
            "where-you-stand": "what is wrong now, with who mends it until when",
            "business-questions": "business questions, some of them with a gap",
            "what-was-seen": "a recorded session beside the plan",
        },
    ),
    Shown(
        "pernhollow",
        "Pernhollow, software for contracts",
        "A CSV file with German headings and one line for each property; no workspace yet.",
        {
            "group": "companies, with their plan and seats",
            "where-you-stand": "a final guide of a plan alone; what was not read is said once",
        },
    ),
    Shown(
        "ebbmere",
        "The Ebbmere Post, a newspaper",
        "Markdown; a workspace in the EU with a website, a service, four tools and a warehouse.",
        {
            "consent-and-personal-data": "advertising and analytics wait for the reader's word",
            "special-considerations": "a service whose calls carry no consent, and the host in the EU",
            "pages-and-screens": "page calls that carry the article, its section and its paywall",
        },
        EBBMERE,
    ),
    Shown(
        "skerrowby",
        "Skerrowby, an app for savings",
        "JSON of Segment's Public API; two apps, and no website, server or warehouse.",
        {
            "identity": "nobody has a userId before the check of identity",
            "core-tracking": "quick starts in Swift and Kotlin, with the plugins of device mode",
            "where-you-stand": "an old app whose library is out of support",
        },
        SKERROWBY,
    ),
)


def engagement_of(shown: Shown, folder: Path) -> Engagement:
    """The customer's engagement, new in the folder."""
    if not (EXAMPLES / shown.key).is_dir():
        return create_demo(folder)
    settings = (EXAMPLES / shown.key / FILE).read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    write_files(folder, settings, customer=tomllib.loads(settings)["customer"])
    shutil.copytree(EXAMPLES / shown.key, folder, dirs_exist_ok=True)
    if shown.workspace is not None:
        text = json.dumps(shown.workspace.as_json(), indent=1, ensure_ascii=False)
        (folder / "workspace.json").write_text(f"{text}\n", encoding="utf-8")
    engagement = read_engagement(folder)
    take_snapshot(engagement)
    return engagement


def build(folder: Path, keys: Iterable[str] = ()) -> None:
    """The guides of all, or of some, in the folder, each with its inputs as a ZIP file."""
    wanted = set(keys) or {one.key for one in SHOWN}
    folder.mkdir(parents=True, exist_ok=True)
    for one in SHOWN:
        if one.key in wanted:
            with tempfile.TemporaryDirectory() as name:
                made = engagement_of(one, Path(name) / one.key)
                export_guide(made, output=folder / f"{one.key}.html")
                _zip_inputs(made.folder, folder / f"{one.key}.zip")


def _zip_inputs(folder: Path, target: Path) -> None:
    """What a person needs to make the same guide; the same bytes each time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(file for pattern in INPUTS for file in folder.glob(pattern)):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.name}", ZIP_DATE)
            packed.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)


def page() -> str:
    """The page of the site that shows them, as Markdown."""
    parts = [
        "# Gallery",
        "Four finished guides, as customers receive them: one file each, which works offline.",
        "The customers are invented.",
    ]
    for one in SHOWN:
        worth = "\n".join(
            f"- [{text[0].upper()}{text[1:]}]({one.key}.html#{part})"
            for part, text in one.worth.items()
        )
        parts += [
            f"## {one.title}",
            f"[![Page one of the guide](../pictures/gallery-{one.key}.png)]({one.key}.html)",
            f"{one.line}\nWorth seeing:",
            worth,
            f"[Open the guide]({one.key}.html) · [plan, workspace and notes]({one.key}.zip)",
        ]
    parts += [
        "## Make one of them yourself",
        "Unpack its ZIP file; `segkit new` makes an engagement of its plan and its workspace:",
        f"```sh\n{MAKE}\n```",
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "gallery")
