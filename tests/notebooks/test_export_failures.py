"""An export that cannot succeed says why, and leaves the older guide whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.errors import ExportError, SegkitError
from segkit.export import export_guide
from segkit.export.page import html

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("engagement") / "demo")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A guide that is there already."""
    file = tmp_path / "guide.html"
    file.write_text("the older guide", encoding="utf-8")
    return file


def untouched(older: Path) -> bool:
    """The older guide is as it was, and nothing lies beside it."""
    return older.read_text() == "the older guide" and list(older.parent.iterdir()) == [older]


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        (errno.ENOSPC, "free some disk space"),
        (errno.EROFS, "choose a folder that can be written"),
        (errno.EACCES, "close the program that has the file open"),
    ],
    ids=["full disk", "read-only", "open elsewhere"],
)
def test_a_target_that_cannot_be_written_is_explained(
    engagement: Engagement, older: Path, monkeypatch: pytest.MonkeyPatch, code: int, fix: str
) -> None:
    """Full disk, read-only folder, a file that Windows holds open: the older guide stays."""

    def refused(*_: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    if code == errno.EACCES:
        monkeypatch.setattr(os, "replace", refused)
    else:
        monkeypatch.setattr(os, "fsync", refused)

    with pytest.raises(ExportError, match="Nothing was changed") as caught:
        export_guide(engagement, output=older)

    assert fix in str(caught.value)
    assert untouched(older)


@pytest.mark.parametrize(
    "template", ["{% if %}", "{{ page.nothing.there }}", "{% extends 'missing.html.j2' %}", None]
)
def test_a_broken_template_is_explained(
    engagement: Engagement,
    older: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    template: str | None,
) -> None:
    """Its file and line are named; an installation without it is told to install again."""
    folder = tmp_path_factory.mktemp("templates")
    if template is not None:
        (folder / "page.html.j2").write_text(template, encoding="utf-8")
    monkeypatch.setattr(html, "_TEMPLATES", folder)

    with pytest.raises(SegkitError, match="template") as caught:
        export_guide(engagement, output=older)

    assert "To fix" in str(caught.value)
    assert untouched(older)
