"""Behaviour of `segkit.batch.job`: one engagement of many."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.batch import EXPORTED, FAILED, OPEN, UP_TO_DATE, Job
from segkit.batch.job import do
from segkit.export import export_guide


@pytest.fixture
def folder(engagements: Callable[..., Path]) -> Path:
    """One engagement."""
    return engagements("one") / "one"


def status(folder: Path, *, draft: bool = False, force: bool = False) -> str:
    """What comes of the job."""
    return do(Job(str(folder), draft=draft, force=force)).status


def test_a_guide_is_made_once(folder: Path) -> None:
    """The second run finds it up to date; `force` makes it all the same."""
    assert status(folder) == EXPORTED
    assert status(folder) == UP_TO_DATE
    assert status(folder, force=True) == EXPORTED
    assert status(folder, draft=True) == EXPORTED
    assert status(folder, draft=True) == UP_TO_DATE
    assert status(folder) == UP_TO_DATE


@pytest.mark.parametrize(
    "name", ["engagement.toml", "guide.ipynb", "notes.toml", "snapshot.json", "_media/new.png"]
)
def test_whatever_a_guide_is_made_from_makes_it_anew(folder: Path, name: str) -> None:
    """One changed byte is enough."""
    status(folder)
    file = folder / name
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n")

    assert status(folder) == EXPORTED


def test_a_guide_that_was_changed_or_removed_is_made_anew(folder: Path) -> None:
    """The record is about the file that lies there."""
    guide = Path(do(Job(str(folder))).guide)
    content = guide.read_bytes()

    guide.write_bytes(content[:1000])
    assert status(folder) == EXPORTED
    guide.unlink()
    assert status(folder) == EXPORTED
    assert guide.read_bytes() == content


def test_another_segkit_makes_the_guide_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer one may say more."""
    status(folder)
    monkeypatch.setattr("segkit.batch.record._segkit", lambda: "another")

    assert status(folder) == EXPORTED


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"quillmoor-supply-segment-guide.html": 7}'])
def test_a_damaged_record_costs_nothing_but_time(folder: Path, content: str) -> None:
    """The guide is made anew, and the record with it."""
    status(folder)
    (folder / ".segkit-exports.json").write_text(content, encoding="utf-8")

    assert status(folder) == EXPORTED
    assert json.loads((folder / ".segkit-exports.json").read_text(encoding="utf-8"))


def test_an_open_guide_says_what_is_open(folder: Path) -> None:
    """Nothing is written."""
    (folder / "notes.toml").unlink()

    outcome = do(Job(str(folder)))

    assert outcome.status == OPEN
    assert "special considerations" in outcome.problem
    assert list(folder.glob("*.html")) == []


def test_a_failure_and_a_bug_become_outcomes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is raised, because it would end the others."""
    (folder / "snapshot.json").write_text("{", encoding="utf-8")
    broken = do(Job(str(folder)))

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr("segkit.export.forms.making.prepare", fail)
    bug = do(Job(str(folder)))

    assert (broken.status, bug.status) == (FAILED, FAILED)
    assert "snapshot.json" in broken.problem
    assert "ZeroDivisionError: seven" in bug.problem
    assert broken.customer == "Quillmoor Supply"


def test_it_is_the_guide_that_export_makes(folder: Path, tmp_path: Path) -> None:
    """Byte for byte."""
    from segkit.engagement.settings import read_engagement

    alone = export_guide(read_engagement(folder), output=tmp_path / "alone.html").read_bytes()

    assert Path(do(Job(str(folder))).guide).read_bytes() == alone


WITHOUT_BROWSER = ("html", "markdown", "docsify", "paste", "xlsx", "csv")


def statuses(folder: Path) -> dict[str, str]:
    """What comes of each form for analysts."""
    job = Job(str(folder), forms=WITHOUT_BROWSER, audiences=("analyst",), docsify="cdn")
    return {document.form: document.status for document in do(job).documents}


def test_every_form_has_a_record_of_its_own(folder: Path) -> None:
    """Whichever of its files is gone, that form alone is made anew."""
    stem = "quillmoor-supply-segment-guide-analyst"
    first = statuses(folder)
    second = statuses(folder)
    next((folder / "_media").glob("picture-*")).unlink()
    (folder / f"{stem}-csv" / "events.csv").write_text("x")
    (folder / f"{stem}-docsify" / "index.html").unlink()
    third = statuses(folder)

    assert set(first.values()) == {EXPORTED}
    assert set(second.values()) == {UP_TO_DATE}
    assert {form for form, found in third.items() if found == EXPORTED} == {
        "markdown", "csv", "docsify",
    }  # fmt: skip
    assert status(folder) == EXPORTED
    assert set(statuses(folder).values()) == {UP_TO_DATE}


def test_another_docsify_makes_the_site_anew(folder: Path, tmp_path: Path) -> None:
    """And no other form."""
    package = tmp_path / "docsify"
    (package / "lib" / "themes").mkdir(parents=True)
    (package / "lib" / "themes" / "vue.css").write_text("")
    (package / "lib" / "docsify.min.js").write_text("1")
    job = Job(str(folder), forms=("docsify", "paste"), docsify=str(package))

    first = do(job).documents
    (package / "lib" / "docsify.min.js").write_text("2")
    second = do(job).documents

    assert [document.status for document in first] == [EXPORTED, EXPORTED]
    assert [document.status for document in second] == [EXPORTED, UP_TO_DATE]


def test_a_form_that_fails_stops_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser there is no PDF, but everything else."""
    monkeypatch.setattr("segkit.programs.chromium.find_chromium", str)

    outcome = do(Job(str(folder), forms=("pdf", "html", "csv")))

    assert [document.status for document in outcome.documents] == [FAILED, EXPORTED, EXPORTED]
    assert outcome.status == FAILED
    assert "There is no Chromium" in outcome.problem
    assert outcome.guide.endswith(".html")
