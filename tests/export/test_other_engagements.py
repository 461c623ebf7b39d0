"""A notebook shows its own engagement and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.errors import UsageError
from segkit.export import export_guide


@pytest.fixture
def two(tmp_path: Path) -> Engagement:
    """An engagement with another one beside it."""
    create_demo(tmp_path / "other")
    return create_demo(tmp_path / "own")


def open_with(engagement: Engagement, cell: str) -> None:
    """Replace the cell that opens the guide."""
    notebook = json.loads(engagement.notebook.read_text(encoding="utf-8"))
    [opening] = [one for one in notebook["cells"] if "open_guide" in "".join(one["source"])]
    opening["source"] = cell
    engagement.notebook.write_text(json.dumps(notebook), encoding="utf-8")


def test_another_engagement_is_refused(two: Engagement) -> None:
    """A notebook from a stranger cannot bring another customer's data into this guide."""
    open_with(two, 'import segkit\n\nguide = segkit.open_guide("../other")')

    with pytest.raises(UsageError, match=r"another engagement, '\.\./other'"):
        export_guide(two, draft=True, output=two.folder / "guide.html")

    assert not (two.folder / "guide.html").exists()


def test_ones_own_may_be_named_in_any_way(two: Engagement) -> None:
    """What counts is where it leads."""
    open_with(two, 'import segkit\n\nguide = segkit.open_guide("../own/_media")')

    assert export_guide(two, output=two.folder / "guide.html").is_file()


def test_a_name_that_is_no_view_is_not_offered(two: Engagement) -> None:
    """`guide.facts` is there, but it is not to be called."""
    open_with(two, "import segkit\n\nguide = segkit.open_guide()\nguide.facts()")

    with pytest.raises(UsageError) as refused:
        export_guide(two, draft=True)

    assert "the guide has no 'facts'" in refused.value.problem
    assert refused.value.fix != "did you mean facts?"
