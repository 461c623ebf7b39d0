"""Guides without a plan, without a workspace, and with an empty one: what they leave out and say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.export.content import Content
from segkit.export.notebook_file import read_notebook
from segkit.export.prepared import Prepared, prepare

AGREED = {"plan": "The plan comes in January", "workspace": "The workspace is opened in January."}
Make = Callable[..., Prepared]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement, made once."""
    return create_demo(tmp_path_factory.mktemp("absence") / "demo").folder


@pytest.fixture
def make(demo: Path, tmp_path: Path) -> Make:
    """A guide of the demo with other inputs, all of whose to-dos are settled."""

    def made(*, draft: bool = False, own: str = "", old: bool = False, **parts: object) -> Prepared:
        folder = Path(shutil.copytree(demo, tmp_path / "one"))
        snapshot = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
        (folder / "snapshot.json").write_text(json.dumps({**snapshot, **parts}), encoding="utf-8")
        with (folder / "engagement.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[tracking]\nmethod = "both"\n')
        notes = (folder / "notes.toml").read_text(encoding="utf-8")
        settled = "".join(f'{k} = "{v}"\n' for k, v in AGREED.items())
        (folder / "notes.toml").write_text(
            notes.replace("\n[done]\n", f"\n[done]\n{settled}", 1), encoding="utf-8"
        )
        file = folder / "guide.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        if own:
            [cell] = [one for one in cells if one["id"] == "your-destinations"]
            cell["source"] = [*cell["source"], "\n", own]
        if old:
            notebook["cells"] = [
                one for one in cells if one["id"] not in {"where-you-stand", "standing"}
            ]
        file.write_text(json.dumps(notebook), encoding="utf-8")
        engagement = read_engagement(folder)
        return prepare(read_notebook(file), engagement, draft=draft, listen=lambda _: None)

    return made


def text_of(content: Content) -> str:
    """All that it says."""
    blocks = [*content.front, *(block for section in content.sections for block in section.blocks)]
    return "\n".join(block.html for block in blocks)


def chapters(made: Prepared) -> list[str]:
    """The headings in its contents."""
    return [heading.anchor for heading in made.headings]


def test_without_a_workspace_its_sections_are_left_out_and_once_said_why(make: Make) -> None:
    """Of page and contents; what Segment says in general stays, without a promise."""
    made = make(workspace=None)

    assert not {"your-destinations", "warehouses", "special-considerations"} & set(chapters(made))
    assert {"events", "identify-traits", "destinations", "best-practices"} <= set(chapters(made))
    text = text_of(made.content)
    assert "not available yet" not in text
    assert "These libraries are examples." in text
    assert "No source on this side" not in text
    assert "the picture looks like this" not in text
    assert text.count("The workspace is opened in January.") == 2  # page one, and about the guide
    assert "the workspace was not read" in text
    assert "No workspace was read, so nothing here comes from one." in text


def test_without_a_plan_its_sections_are_left_out(make: Make) -> None:
    """The heading above one that stays is there, alone."""
    made = make(plan=None)

    assert not {"events", "identify-traits", "identify", "pages-and-screens"} & set(chapters(made))
    assert {
        "welcome",
        "people-identify-group",
        "when-to-call-identify",
        "your-destinations",
    } <= set(chapters(made))
    text = text_of(made.content)
    assert "not available yet" not in text
    assert "No tracking plan was read. The plan comes in January." in " ".join(text.split())


def test_what_people_wrote_stays(make: Make) -> None:
    """Under the heading where they wrote it, without the row."""
    made = make(workspace=None, own="Ask Maren before you connect one.")

    assert "your-destinations" in chapters(made)
    assert "Ask Maren before you connect one." in text_of(made.content)
    assert "not available yet" not in text_of(made.content)


def test_whoever_works_on_it_sees_what_is_still_to_be_read(make: Make) -> None:
    """A draft is for the solutions architect."""
    made = make(workspace=None, draft=True)

    assert "your-destinations" in chapters(made)


def test_an_empty_workspace_is_a_workspace(make: Make) -> None:
    """Its sections are there, and say that nothing is connected."""
    made = make(workspace={"workspace": {"id": "w", "slug": "quillmoor"}, "sources": []})

    assert "your-destinations" in chapters(made)
    text = text_of(made.content)
    assert "No source is connected to a destination yet." in text
    assert "was not read" not in text


def test_an_older_notebook_exports_as_well(make: Make) -> None:
    """Without page one; what was not read is said in the part about the guide."""
    made = make(workspace=None, old=True)

    assert "where-you-stand" not in chapters(made)
    text = text_of(made.content)
    assert "No workspace was read, so nothing here comes from one." in text
    assert "The workspace is opened in January." in text
    assert "not available yet" not in text
