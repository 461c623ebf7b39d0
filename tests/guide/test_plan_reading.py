"""Behaviour of `guide.plan_reading()`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.guide import Guide
from segkit.render.view import View
from segkit.widgets import ConfirmWidget

TABLE = "Event,Property,Type\nOrder Completed,id,string\n"
DOCUMENT = '{"rules": [{"type": "TRACK", "key": "A", "version": 1, "jsonSchema": {}}]}'


def guide_of(folder: Path, plan: str, content: str, *, live: bool = False) -> Guide:
    """The guide of an engagement with this plan."""
    (folder / plan).write_text(content, encoding="utf-8")
    (folder / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nfile = "{plan}"\n', encoding="utf-8"
    )
    engagement = read_engagement(folder)
    take_snapshot(engagement)
    return Guide(engagement, live=live)


def text_of(guide: Guide) -> str:
    """What a place without HTML shows; a widget would be no view."""
    shown = guide.plan_reading()
    assert isinstance(shown, View)
    return shown.text


def test_in_a_notebook_it_can_be_corrected(tmp_path: Path) -> None:
    """A document gets the static view of the same reading."""
    guide = guide_of(tmp_path, "Track.csv", TABLE, live=True)

    shown = guide.plan_reading()

    assert isinstance(shown, ConfirmWidget)
    assert "Order Completed" in text_of(Guide(guide.facts.engagement))


def test_a_document_needs_no_reading(tmp_path: Path) -> None:
    """JSON says itself what it means; live or not, a sentence says that."""
    guide = guide_of(tmp_path, "plan.json", DOCUMENT, live=True)

    assert "plan.json is no table" in text_of(guide)


def test_damaged_corrections_are_a_panel(tmp_path: Path) -> None:
    """With the file's name, and no traceback."""
    guide = guide_of(tmp_path, "Track.csv", TABLE, live=True)
    (tmp_path / "profile.toml").write_text("[broken", encoding="utf-8")

    text = text_of(guide)

    assert "profile.toml could not be read" in text
    assert "To fill it in: correct that line" in text


def test_a_plan_file_that_is_gone_is_a_panel(tmp_path: Path) -> None:
    """The snapshot still makes the rest of the guide."""
    guide = guide_of(tmp_path, "Track.csv", TABLE, live=True)
    (tmp_path / "Track.csv").unlink()

    assert "There is no file" in text_of(guide)


def test_a_document_shows_the_reading_of_the_pull(tmp_path: Path) -> None:
    """Neither the plan nor the corrections are opened for it, whatever became of them."""
    (tmp_path / "profile.toml").write_text(
        '[Track.columns]\nProperty = "field name"\n', encoding="utf-8"
    )
    guide = guide_of(tmp_path, "Track.csv", TABLE)
    before = guide.plan_reading()
    assert isinstance(before, View)
    (tmp_path / "Track.csv").write_text("changed", encoding="utf-8")
    (tmp_path / "profile.toml").unlink()

    after = Guide(read_engagement(tmp_path)).plan_reading()

    assert isinstance(after, View)
    assert after.html == before.html
    assert "fixed" in after.html
    assert "Order Completed" in after.text


def test_an_older_snapshot_kept_no_reading(tmp_path: Path) -> None:
    """It says what to do, and opens nothing."""
    guide_of(tmp_path, "Track.csv", TABLE)
    file = tmp_path / "snapshot.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    del kept["plan_reading"]
    file.write_text(json.dumps(kept), encoding="utf-8")

    assert "run `segkit pull`" in text_of(Guide(read_engagement(tmp_path)))


def test_provenance_names_the_bytes_that_were_read(tmp_path: Path) -> None:
    """Of plan, corrections, settings and notes, even if all were changed since."""
    (tmp_path / "profile.toml").write_text("# none\n", encoding="utf-8")
    (tmp_path / "notes.toml").write_text("# none\n", encoding="utf-8")
    guide = guide_of(tmp_path, "Track.csv", TABLE)
    names = ("Track.csv", "profile.toml", "engagement.toml", "notes.toml")
    digests = {n: hashlib.sha256((tmp_path / n).read_bytes()).hexdigest() for n in names}
    for name in names:
        (tmp_path / name).write_text("# changed", encoding="utf-8")

    shown = guide.provenance()

    assert isinstance(shown, View)
    assert all(digest in shown.html for digest in digests.values())


def test_without_a_plan_it_says_so(tmp_path: Path) -> None:
    """As every row of the guide does."""
    (tmp_path / "workspace.json").write_text(
        '{"workspace": {"id": "w", "name": "Q", "slug": "q"}, "sources": [{"id": "s", '
        '"slug": "web", "name": "Web", "enabled": true, "metadata": {"id": "m", "name": "Js", '
        '"slug": "javascript"}}]}',
        encoding="utf-8",
    )
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[workspace]\nfile = "workspace.json"\n', encoding="utf-8"
    )
    engagement = read_engagement(tmp_path)
    take_snapshot(engagement)

    assert "tracking plan was not read" in text_of(Guide(engagement))
