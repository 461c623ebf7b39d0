"""The demo engagement after somebody pasted the same into every field."""

from __future__ import annotations

import json
import re
from pathlib import Path

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement

_NO_TEXT = re.compile(
    r"(^|[.\]])(id|\w*Ids?|\w*At|type|types|format|role|sha256|made_with|call|code|status|platform"
    r"|resourceType|slug|actionSlug|region|datacenter|strategy|interval|origin|classId|owner"
    r"|commonEventOnViolations|droppedSettings|writeKeys|supportedRegions|regionEndpoints"
    r"|connectedSources\S*|trackingPlanSources\S*|@\w+|fieldKey|defaultValue)(\[\])?$"
)
"""Ends of the places where Segment itself has ids, moments and words of its own."""


def filled_engagement(folder: Path, filling: str) -> Engagement:
    """An engagement whose every field has `filling` in it at least once."""
    engagement = create_demo(folder)
    snapshot = json.loads(engagement.snapshot_file.read_text(encoding="utf-8"))
    done: set[str] = set()
    for part in ("plan", "workspace", "inputs"):
        snapshot[part] = _filled(snapshot[part], part, filling, done)
    engagement.snapshot_file.write_text(json.dumps(snapshot), encoding="utf-8")
    _fill_own_files(engagement, filling)
    return read_engagement(folder)


def _filled(content: object, place: str, filling: str, done: set[str]) -> object:
    if isinstance(content, list):
        return [_filled(item, f"{place}[]", filling, done) for item in content]
    if isinstance(content, dict):
        return {k: _filled(v, f"{place}.{k}", filling, done) for k, v in content.items()}
    if not isinstance(content, str) or not content or place in done or _NO_TEXT.search(place):
        return content
    done.add(place)
    return f"{place} {filling}" if " " in content or " " in filling else f"{place}{filling}"


def _fill_own_files(engagement: Engagement, filling: str) -> None:
    """What the solutions architect wrote: settings, notes, the notebook's text."""
    settings = engagement.file.read_text(encoding="utf-8")
    for name in ("Quillmoor Supply", "Robin Ashdown"):
        settings = settings.replace(f'"{name}"', json.dumps(f"{name}{filling}"), 1)
    engagement.file.write_text(settings, encoding="utf-8")
    written = json.dumps(filling)[1:-1].replace("\\", "\\\\")  # of a pattern's replacement
    notes = engagement.notes_file.read_text(encoding="utf-8")
    for name in ("text", "measure", "owner", "reason"):
        notes = re.sub(rf'^{name} = "', f'{name} = "{written}', notes, count=1, flags=re.MULTILINE)
    engagement.notes_file.write_text(notes, encoding="utf-8")
    notebook = json.loads(engagement.notebook.read_text(encoding="utf-8"))
    text = f"## Long{filling}\n\n{filling} `{filling}`\n\n| a |\n|---|\n| {filling} |\n\n    {filling}\n"
    cell = {"cell_type": "markdown", "id": "long", "metadata": {}, "source": text}
    notebook["cells"].append(cell)
    engagement.notebook.write_text(json.dumps(notebook), encoding="utf-8")
