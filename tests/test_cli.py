"""Behaviour of the command line: what it prints, and its exit status."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from segkit import __main__ as program
from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.guide import Guide

HOSTILE = 'Q <script>alert("1")</script> [x](javascript:1) {{ y }}\n\u202e🏔 ' + "long " * 60


def run(*arguments: str | Path, given: str | None = None) -> Result:
    """`segkit ARGUMENTS`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo engagement's folder."""
    return create_demo(tmp_path / "demo").folder


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.xlsx", b"hello", "is not a workbook"),
        ("plan.json", b'{"a": 1}', "no tracking plan"),
        ("plan.json", b'{"rules": []}', "empty"),
        ("plan.json", b'{"a":', "is no JSON"),
        ("plan.yaml", b"a: 1", "The YAML is no tracking plan"),
        ("plan.yaml", b"a: [", "is no YAML"),
        ("plan.md", b"# Notes", "holds no tracking plan"),
        ("plan.tf", b"locals {}", "holds no tracking plan"),
        ("plan.csv", b"", "is empty"),
        ("plan.csv", b"Name,Street\nA,B\n", "could not be understood"),
        ("missing.xlsx", None, "There is no file"),
    ],
)
def test_a_bad_plan_is_one_clear_message(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    """What, where and what next; status 2, no traceback, nothing left behind."""
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    before = set(tmp_path.iterdir())

    printed = run("plan", file)
    made = run("new", tmp_path / "new", "--customer", "Quillmoor Supply", "--plan", file)

    for result in (printed, made):
        assert result.exit_code == 2
        assert says in result.output
        assert name in result.output
        assert "To fix:" in result.output
        assert "Traceback" not in result.output
    assert set(tmp_path.iterdir()) == before


def test_a_workspace_without_sources_is_refused(tmp_path: Path) -> None:
    """Nothing is half-written."""
    file = tmp_path / "workspace.json"
    file.write_text('{"workspace": {"id": "w"}}', encoding="utf-8")

    result = run("new", tmp_path / "new", "--customer", "Quillmoor", "--workspace", file)

    assert result.exit_code == 2
    assert "has no sources" in result.output
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_is_a_plan_for_every_command(tmp_path: Path) -> None:
    """It is named where a file could be, and an engagement finds it again."""
    folder = tmp_path / "events"
    folder.mkdir()
    (folder / "lamp.yaml").write_text("name: Lamp Lit\nproperties: {room: string}\n")
    (folder / "tea.json").write_text("{")

    printed = run("plan", folder, "--json")
    made = run("new", tmp_path / "new", "--customer", "Quillmoor Supply", "--plan", folder)

    plan = json.loads(printed.output)
    assert [rule["key"] for rule in plan["rules"]] == ["Lamp Lit"]
    assert [row["origin"] for row in plan["report"]["explained"]] == ["tea.json"]
    assert made.exit_code == 0
    assert 'file = "../events"' in (tmp_path / "new" / "engagement.toml").read_text()


def test_the_plan_as_json_has_paths_from_the_root(demo: Path) -> None:
    """The contract for scripts."""
    result = run("plan", demo / "tracking-plan.xlsx", "--json")

    plan = json.loads(result.output)
    paths = [field["path"] for rule in plan["rules"] for field in rule["fields"]]
    report = plan["report"]
    assert result.exit_code == 0
    assert ["traits", "address", "city"] in paths
    assert ["properties", "products", "[]", "sku"] in paths
    assert report["rows"] == report["used"] + len(report["explained"])


def test_check_names_tables_that_a_filter_cuts(demo: Path) -> None:
    """They keep nothing open, and nobody should be surprised by them."""
    notes = demo / "notes.toml"
    before = notes.read_text(encoding="utf-8")
    notes.write_text(f'{before}\n[tables.identify]\nquery = "loyalty"\n', encoding="utf-8")
    try:
        text, listed = run("check", demo), json.loads(run("check", demo, "--json").output)
    finally:
        notes.write_text(before, encoding="utf-8")

    assert text.exit_code == 0
    assert "The table identify is cut in the guide. Chosen for this guide: 1 of" in text.output
    assert [one["table"] for one in listed["filters"]] == ["identify"]


def test_check_and_export_agree_on_what_is_open(demo: Path) -> None:
    """A draft can be had, a final guide only when nothing is open."""
    assert run("check", demo).exit_code == 0
    (demo / "notes.toml").unlink()

    listed = run("check", demo, "--json")
    refused = run("export", demo)
    draft = run("export", demo, "--draft")
    settled = run("tick", "considerations", "read together", demo)
    final = run("export", demo)

    assert listed.exit_code == 1
    assert [item["id"] for item in json.loads(listed.output)["items"]] == ["considerations"]
    assert refused.exit_code == 1
    assert "have not been read" in refused.output
    assert draft.exit_code == 0
    assert "Draft: 1 open item" in Path(draft.output.strip()).read_text(encoding="utf-8")
    assert settled.exit_code == 0
    assert final.exit_code == 0


def test_an_edited_notebook_keeps_a_guide_open(demo: Path) -> None:
    """A placeholder, a task and a picture that is gone are each named with their place."""
    notebook = json.loads((demo / "guide.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][3]["source"] = (
        "[Insert link]\n\nIE / SA to write this\n\n![x](gone.png) [y](#nowhere)"
    )
    (demo / "guide.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    items = json.loads(run("check", demo, "--json").output)["items"]

    assert [(item["kind"], item["place"]) for item in items] == [
        ("placeholder", "guide.ipynb cell 4, line 1"),
        ("todo", "guide.ipynb cell 4, line 3"),
        ("todo", "guide.ipynb cell 4, line 5"),
        ("todo", "guide.ipynb cell 4, line 5"),
    ]


def test_a_hostile_customer_is_text_everywhere(tmp_path: Path, demo: Path) -> None:
    """In the notebook, in the page, and in the file's name."""
    folder = tmp_path / "hostile"

    made = run(
        "new", folder, "--customer", HOSTILE,
        "--plan", demo / "tracking-plan.xlsx", "--workspace", demo / "workspace.json",
    )  # fmt: skip
    exported = run("export", folder, "--draft")

    assert made.exit_code == 0, made.output
    assert exported.exit_code == 0, exported.output
    [page] = folder.glob("*.html")
    html = page.read_text(encoding="utf-8")
    # the page's own, and the pieces of code that it writes
    tags = ['<script type="application/json" id="sk-code">', '<script type="module">']
    assert re.findall("<script[^>]*>", html) == tags
    # as words, also in a style's quotes
    assert "javascript:1" not in re.sub(r"(\(|\\28 )javascript:1", "", html)
    assert 'href="javascript' not in html
    assert "&lt;script&gt;" in html
    assert len(page.name) < 120


def test_fql_says_true_false_or_where_it_is_wrong(tmp_path: Path) -> None:
    """One answer for one call, or one word for each line."""
    call = tmp_path / "call.json"
    call.write_text('{"type": "track", "properties": {"total": 12}}', encoding="utf-8")
    line = json.dumps({"fql": 'type = "page"', "call": {"type": "track"}})

    assert run("fql", "properties.total > 10", "--call", call).output == "true\n"
    assert run("fql", "--cases", "-", given=f'{line}\n{{"fql": "(", "call": {{}}}}\n').output == (
        "false\ninvalid\n"
    )
    cases = tmp_path / "cases.jsonl"
    cases.write_text(line, encoding="utf-8-sig")  # as an editor may keep it
    assert run("fql", "--cases", cases).output == "false\n"
    wrong = run("fql", "type = ", "--call", call)
    assert wrong.exit_code == 2
    assert "column" in wrong.output


def test_a_plan_is_written_in_another_form_and_read_again(demo: Path, tmp_path: Path) -> None:
    """The table of a customer becomes what the Public API takes."""
    written = run("plan", demo / "tracking-plan.xlsx", "--to", "api")
    file = tmp_path / "rules.json"
    file.write_text(written.stdout, encoding="utf-8")

    before = json.loads(run("plan", demo / "tracking-plan.xlsx", "--json").output)["rules"]
    after = json.loads(run("plan", file, "--json").output)["rules"]

    assert written.exit_code == 0
    assert [(r["type"], r["key"], r["version"]) for r in after] == [
        (r["type"], r["key"], r["version"]) for r in before
    ]
    assert "labels" in written.stderr


def test_a_plan_of_segment_is_linked_there(tmp_path: Path, demo: Path) -> None:
    """Its id and the workspace's slug make the address; nobody has to type it."""
    file = tmp_path / "plan.json"
    rules = [{"type": "TRACK", "key": "Order Completed", "version": 1}]
    file.write_text(json.dumps({"id": "tp_quillmoor", "name": "Shop", "rules": rules}))

    run(
        "new", tmp_path / "q", "--customer", "Quillmoor Supply",
        "--plan", file, "--workspace", demo / "workspace.json",
    )  # fmt: skip

    ids = [
        item["id"] for item in json.loads(run("check", tmp_path / "q", "--json").output)["items"]
    ]
    assert "plan-link" not in ids
    facts = Facts(read_engagement(tmp_path / "q"))
    assert facts.plan_url == (
        "https://app.segment.com/quillmoor/protocols/tracking-plans/tp_quillmoor"
    )


def test_the_traits_are_a_frame_in_a_notebook_too(demo: Path) -> None:
    """What the README shows works on the live table as on the static one."""
    live = Guide(read_engagement(demo), live=True).identify()
    static = Guide(read_engagement(demo)).identify()

    assert live.to_frame().equals(static.to_frame())
    assert "email" in set(live.to_frame()["Trait"])


def test_an_interrupt_while_it_loads_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second passes before a command runs."""

    class Loading(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "segkit.cli", Loading("segkit.cli"))

    with pytest.raises(SystemExit, match=r"^Aborted!$"):
        program.run()
