"""The same snapshot and notes give the same guide, whenever and wherever it is made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo

pytestmark = pytest.mark.notebook

_ANOTHER_DAY = """\
import time, datetime, sys
real = time.time
time.time = lambda: real() + 40 * 86_400
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=40)
datetime.datetime = Later
from segkit.cli import main
sys.argv = ["segkit", "export", sys.argv[1], "--output", sys.argv[2]]
main()
"""


def test_another_day_folder_and_machine_change_no_byte(tmp_path: Path) -> None:
    """Clock, time zone, language, order of hashes, rights and place are not in a guide."""
    first = create_demo(tmp_path / "here" / "demo").folder
    second = tmp_path / "somewhere else" / "überall" / "engagement"
    shutil.copytree(first, second)
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    settings = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}
    others = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}

    for folder, target, environment, start, umask in (
        (first, one, settings, first, 0o022),
        (second, two, others, tmp_path, 0o077),
    ):
        subprocess.run(
            [sys.executable, "-c", _ANOTHER_DAY if folder is second else _ANOTHER_DAY.replace("40", "0"),
             str(folder), str(target)],
            cwd=start, env={**os.environ, **environment}, umask=umask, check=True, timeout=180,
            capture_output=True,
        )  # fmt: skip

    assert one.read_bytes() == two.read_bytes()


def test_text_that_a_person_edited_stays_when_the_data_is_new(tmp_path: Path) -> None:
    """A refresh changes what comes from the snapshot and nothing else."""
    from segkit.export import export_guide

    engagement = create_demo(tmp_path / "demo")
    notebook = engagement.notebook.read_text(encoding="utf-8")
    edited = notebook.replace("Two guidelines stand above all others", "What we agreed on the day")
    engagement.notebook.write_text(edited, encoding="utf-8")
    workspace = engagement.folder / "workspace.json"
    fresh = workspace.read_text(encoding="utf-8").replace("GA4 - shop", "GA4 - new shop")
    workspace.write_text(fresh, encoding="utf-8")

    create_demo(engagement.folder)  # takes a fresh snapshot
    page = export_guide(engagement).read_text(encoding="utf-8")

    assert edited != notebook
    assert engagement.notebook.read_text(encoding="utf-8") == edited
    assert "What we agreed on the day" in page
    assert "GA4 - new shop" in page
    guide, last = re.split(r'(?=<h\d[^>]*id="?since-last-time)', page)
    assert "GA4 - shop" not in guide
    assert "GA4 - shop" in last  # what changed since last time names the old value
