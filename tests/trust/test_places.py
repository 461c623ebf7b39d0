"""No file of an engagement leads out of its folder, and none is waited for, whatever it is.

Every place that a command reads or writes, times every thing that may lie there.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

from segkit.batch.job import do
from segkit.batch.outcome import Job
from segkit.engagement.settings import read_engagement
from segkit.errors import SegkitError
from segkit.export import export_guide
from segkit.export.forms import Wanted, export_forms
from segkit.files import read_own, write_own

if TYPE_CHECKING:
    from tests.trust.conftest import Stranger

Run = Callable[..., Result]

SECRET = "the SA's own secret, worth stealing 8c1f"  # as conftest.py has it
LINKS = ("link", "link of links", "link with dots", "hard link")
ODD = ("pipe", "socket", "device", "terminal", "folder")

EARLIER = "snapshots/2026-09-21T14-13-20Z.json"
READ: dict[str, Sequence[tuple[str, ...]]] = {
    "engagement.toml": (
        ("check", "."), ("export", ".", "--draft"), ("pull", "."), ("plan", "."),
        ("mode", "Intercom (help desk chat)", "device", "."), ("diff", ".", "."), ("matrix", "."),
    ),
    "notes.toml": (
        ("check", "."), ("consider", "add", "--text", "by word"), ("export", ".", "--draft"),
        ("consider", "."),
    ),
    ".notes-undo.json": (("consider", "add", "--text", "by word"), ("consider", "undo")),
    "profile.toml": (("pull", "."), ("plan", "."), ("plan", ".", "--explain")),
    "snapshot.json": (
        ("check", "."), ("export", ".", "--draft"), ("pull", "."), ("matrix", "."),
        ("coverage", "."), ("diff", ".", "."),
    ),
    EARLIER: (("pull", "."), ("export", ".", "--draft")),
    "write-keys.json": (("export", ".", "--draft"), ("pull", "."), ("check", ".")),
    ".gitignore": (
        ("pull", ".", "--with-write-keys"), ("listen", ".", "--port", "0", "--for", "0.01"),
    ),
    "calls.jsonl": (("listen", ".", "--port", "0", "--for", "0.01"),),
    "seen.json": (("check", "."), ("verify", ".", "calls.jsonl", "--keep")),
    "guide.ipynb": (("check", "."), ("export", ".", "--draft"), ("export", ".", "--to", "pdf"), ("renew", ".")),
    "_media/own.png": (("check", "."), ("export", ".", "--draft")),
    "logo.png": (("export", ".", "--draft"),),
    "tracking-plan.xlsx": (("pull", "."), ("plan", "."), ("plan", ".", "--explain")),
    "workspace.json": (("pull", "."),),
}  # fmt: skip
CASES = [(place, kind) for place in READ for kind in (*LINKS, *ODD)]
OUTPUTS = {
    "html": "quillmoor-supply-segment-guide-draft.html",
    "markdown": "quillmoor-supply-segment-guide-draft.md",
    "paste": "quillmoor-supply-segment-guide-draft-paste.html",
    "xlsx": "quillmoor-supply-segment-guide-draft.xlsx",
    "csv": "quillmoor-supply-segment-guide-draft-csv",
    "docsify": "quillmoor-supply-segment-guide-draft-docsify",
}


@pytest.fixture
def here(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> Stranger:
    """The stranger's engagement, with its folder as the current one."""
    monkeypatch.chdir(stranger.folder)
    return stranger


@pytest.mark.parametrize(("place", "kind"), CASES)
def test_a_file_that_is_none_is_refused(here: Stranger, segkit: Run, place: str, kind: str) -> None:
    """Nothing outside is read into the folder or changed; nobody waits; the place is named."""
    kept = here.lay(place, kind)
    kept.write_bytes(kept.read_bytes() + SECRET.encode())
    before = here.state()

    results = [segkit(*command) for command in READ[place]]

    assert here.state() == before
    assert all(SECRET not in result.output for result in results)
    assert SECRET.encode() not in here.written()
    # a picture that nobody may see is one that is not there
    if place != "_media/own.png":
        names = {Path(place).name, os.path.realpath(here.folder / place)}
        refused = [result.output for result in results if result.exit_code == 2]
        assert any(name in output for name in names for output in refused)


@pytest.mark.parametrize("kind", [*LINKS, *ODD])
@pytest.mark.parametrize("command", ["lab", "app"])
def test_no_server_is_started_for_what_is_no_notebook(
    here: Stranger, segkit: Run, command: str, kind: str
) -> None:
    """Jupyter would follow a link, and wait for a pipe."""
    here.lay({"lab": "workshop.ipynb", "app": "explore.ipynb"}[command], kind)

    result = segkit(command, ".")

    assert result.exit_code == 2
    assert "ipynb" in result.output


@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("form", OUTPUTS)
def test_no_document_is_written_through_a_link(here: Stranger, form: str, kind: str) -> None:
    """In any form: what a link leads to stays as it is."""
    if form in {"csv", "docsify"}:
        if kind != "link":
            return
        here.lay_folder(OUTPUTS[form])
    else:
        here.lay(OUTPUTS[form], kind)
    before = here.state()

    # a hard link may be replaced: its other name keeps what it had
    with contextlib.suppress(SegkitError):
        export_forms(read_engagement(here.folder), (form,), Wanted(draft=True))

    assert here.state() == before


@pytest.mark.parametrize("inner", ["index.html", "_media", "_docsify"])
def test_nothing_in_a_folder_of_documents_leads_out(here: Stranger, inner: str) -> None:
    """The site's own folder may hold links as well."""
    site = here.folder / OUTPUTS["docsify"]
    site.mkdir()
    (here.outside / inner).mkdir()
    (site / inner).symlink_to(here.outside / inner)
    before = sorted(here.outside.rglob("*"))

    # without a docsify on this computer there is nothing to write into one of them
    with contextlib.suppress(SegkitError):
        export_forms(read_engagement(here.folder), ("docsify",), Wanted(draft=True))

    assert sorted(here.outside.rglob("*")) == before


def test_pictures_beside_a_document_stay_in_the_folder(here: Stranger) -> None:
    """The Markdown form writes into `_media/`."""
    kept = here.lay_folder("_media")
    before = sorted(kept.rglob("*"))

    with pytest.raises(SegkitError, match="_media"):
        export_forms(read_engagement(here.folder), ("markdown",), Wanted(draft=True))

    assert sorted(kept.rglob("*")) == before


@pytest.mark.parametrize(
    "command",
    [
        ("lint", ".", "--sarif", "way/x.sarif"),
        ("lint", ".", "--sarif", "named.sarif"),
        ("verify", ".", "calls.jsonl", "--to", "junit", "--output", "way/x.xml"),
        ("verify", ".", "calls.jsonl", "--to", "junit", "--output", "way/new/x.xml"),
    ],
)
def test_a_named_report_goes_through_no_link(
    here: Stranger, segkit: Run, command: tuple[str, ...]
) -> None:
    """A person names a place in the folder, and not where a stranger's link leads."""
    (here.folder / "way").symlink_to(here.outside)
    (here.folder / "named.sarif").symlink_to(here.outside / "named.sarif")

    result = segkit(*command)

    assert result.exit_code == 2
    assert "leads out" in result.output
    assert list(here.outside.iterdir()) == []


@pytest.mark.parametrize("kind", ["link", "hard link"])
@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("map.json", ("amend", ".", "map.json", "--output", "copy.xlsx")),
        ("base.json", ("lint", ".", "--baseline", "base.json")),
        ("rules.toml", ("lint", ".", "--rules", "rules.toml")),
        ("known.json", ("verify", ".", "calls.jsonl", "--baseline", "known.json")),
        ("call.json", ("route", "call.json", ".", "--source", "shop_api_prod")),
        ("call.json", ("fql", "event = 'x'", "--call", "call.json")),
        ("cases.jsonl", ("fql", "--cases", "cases.jsonl")),
        ("snapshot.json", ("diff", "snapshot.json", ".")),
        ("snapshot.json", ("lint", "snapshot.json")),
        ("snapshot.json", ("knowledge", "--check", "snapshot.json")),
        ("tracking-plan.xlsx", ("plan", "tracking-plan.xlsx")),
        ("workspace.json", ("matrix", "workspace.json")),
    ],
)
def test_what_a_person_names_in_the_folder_is_read_through_no_link(
    here: Stranger, segkit: Run, kind: str, named: str, command: tuple[str, ...]
) -> None:
    """They named a file of the folder, and not where a stranger's link leads."""
    kept = here.lay(named, kind)
    os.utime(kept, (1, 2))

    result = segkit(*command)

    assert result.exit_code == 2
    assert "hard link" in result.output or "leads out" in result.output
    assert kept.stat().st_atime == 1


@pytest.mark.parametrize("inside", [True, False])
def test_a_named_file_in_the_folder_is_no_way_out(here: Stranger, inside: bool) -> None:
    """`--output` is the person's word about a place, not about where a link there leads."""
    (here.folder / "mine.html").symlink_to(here.outside / "theirs.html")
    (here.outside / "way").symlink_to(here.folder)
    named = here.folder / "mine.html" if inside else here.outside / "way" / "mine.html"

    with pytest.raises(SegkitError, match="leads out"):
        export_guide(read_engagement(here.folder), draft=True, output=named)

    assert not (here.outside / "theirs.html").exists()


def test_elsewhere_a_link_is_the_persons_own(here: Stranger) -> None:
    """Somebody who keeps the guide behind a link of their own goes on doing so."""
    (here.outside / "latest.html").symlink_to("guide.html")

    export_guide(read_engagement(here.folder), draft=True, output=here.outside / "latest.html")

    assert (here.outside / "guide.html").stat().st_size > 1000
    assert (here.outside / "latest.html").is_symlink()


def test_a_link_inside_the_folder_is_followed(here: Stranger, segkit: Run) -> None:
    """It leads nowhere else; what is written goes to the file behind it."""
    (here.folder / "kept").mkdir()
    (here.folder / "notes.toml").rename(here.folder / "kept" / "notes.toml")
    (here.folder / "notes.toml").symlink_to("kept/notes.toml")

    assert segkit("consider", "add", "--text", "by word").exit_code == 0
    assert "by word" in (here.folder / "kept" / "notes.toml").read_text(encoding="utf-8")
    assert (here.folder / "notes.toml").is_symlink()


@pytest.mark.parametrize("name", ["snapshots", "_media"])
def test_a_folder_that_is_a_link_is_not_entered(here: Stranger, segkit: Run, name: str) -> None:
    """Neither to read from, nor to write into, nor to tidy up in."""
    kept = here.lay_folder(name)
    old = kept / ".snapshot.json.abandoned"
    old.write_text(SECRET, encoding="utf-8")
    (kept / "own.png").write_bytes(SECRET.encode())
    long_ago = time.time() - 1e6
    os.utime(old, (long_ago, long_ago))
    before = here.state()

    results = [segkit("pull", "."), segkit("export", ".", "--draft")]

    assert here.state() == before
    assert all(SECRET not in result.output for result in results)
    assert SECRET.encode() not in here.written()


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "device"])
@pytest.mark.parametrize("name", [".segkit-exports.json", "extra.png", "extra.toml"])
def test_what_is_compared_for_many_guides_is_no_way_out(
    here: Stranger, name: str, kind: str
) -> None:
    """Whether a guide is up to date is told from files of the folder alone."""
    here.lay(name, kind)
    before = here.state()

    outcome = do(Job(str(here.folder), draft=True))

    assert outcome.status in {"exported", "failed"}
    assert here.state() == before


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "socket", "device", "folder"])
def test_one_way_to_open_what_is_ones_own(here: Stranger, kind: str) -> None:
    """The two functions that everything goes through."""
    kept = here.lay("any.txt", kind)
    before = kept.read_bytes()

    with pytest.raises((SegkitError, OSError)):
        read_own(here.folder / "any.txt", limit=1000)
    if kind != "hard link":  # it is replaced, and its other name keeps what it had
        with pytest.raises(SegkitError):
            write_own(here.folder / "any.txt", "new")
    else:
        write_own(here.folder / "any.txt", "new")

    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/hostname", "\0", "a\0b"])
def test_names_with_dots_lead_nowhere(here: Stranger, name: str) -> None:
    """A name from a file of the folder is no path."""
    (here.folder.parent / "x").write_text(SECRET, encoding="utf-8")

    with pytest.raises(SegkitError):
        read_own(here.folder / name, limit=1000, folder=here.folder)
    with pytest.raises(SegkitError):
        write_own(here.folder / name, "new", folder=here.folder)

    assert (here.folder.parent / "x").read_text(encoding="utf-8") == SECRET


def test_a_file_is_only_so_large(here: Stranger) -> None:
    """Also one that takes no room on the disk."""
    with (here.folder / "large.txt").open("wb") as stream:
        stream.truncate(10**12)

    with pytest.raises(OSError, match="reads files of up to"):
        read_own(here.folder / "large.txt", limit=1000)
