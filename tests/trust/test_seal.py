"""What a stranger's folder says of its own guide is not taken for segkit's word."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from segkit.batch.job import do
from segkit.batch.outcome import Job
from segkit.engagement.demo import create_demo
from segkit.trust import seal

RECORD = ".segkit-exports.json"
GUIDE = "quillmoor-supply-segment-guide.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo engagement with its guide, and a record of it."""
    made = create_demo(tmp_path / "demo").folder
    assert do(Job(str(made))).status == "exported"
    assert do(Job(str(made))).status == "up to date"
    return made


@pytest.mark.parametrize("forged", ["files", "files and seal", "everything"])
def test_a_guide_that_somebody_put_there_is_made_again(folder: Path, forged: str) -> None:
    """With a record that fits it, as far as a stranger can write one."""
    theirs = b"<script>their()</script>"
    (folder / GUIDE).write_bytes(theirs)
    records = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record = records[GUIDE]
    record["files"] = {GUIDE: hashlib.sha256(theirs).hexdigest()}
    if forged == "files and seal":
        record["seal"] = hashlib.sha256(json.dumps([GUIDE, record["from"]]).encode()).hexdigest()
    if forged == "everything":
        del record["seal"]
    (folder / RECORD).write_text(json.dumps(records), encoding="utf-8")

    assert do(Job(str(folder))).status == "exported"
    assert (folder / GUIDE).read_bytes() != theirs


@pytest.mark.parametrize("name", ["../outside.html", "/etc/hostname", "~/x"])
def test_a_record_names_no_file_elsewhere(folder: Path, name: str) -> None:
    """Nothing outside is compared, even if the digest were right."""
    outside = folder.parent / "outside.html"
    outside.write_text("the SA's own", encoding="utf-8")
    records = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record = records[GUIDE]
    record["files"] = {name: hashlib.sha256(outside.read_bytes()).hexdigest()}
    record["seal"] = seal(json.dumps([GUIDE, record["from"], record["files"]], sort_keys=True))
    (folder / RECORD).write_text(json.dumps(records), encoding="utf-8")

    assert do(Job(str(folder))).status == "exported"
