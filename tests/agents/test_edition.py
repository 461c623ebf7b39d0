"""The agents' edition: a folder for the customer's repository."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # stubs are a package

from segkit.agents.edition import edition_of, write_edition
from segkit.agents.edition.naming import inline, stems
from segkit.agents.knowing import Keeper
from segkit.cli import cli
from segkit.model.plan import Rule
from segkit.validation import PlanCheck


@pytest.fixture(scope="module")
def files(demo: Path) -> dict[str, str]:
    """Of the demo."""
    return edition_of(Keeper(demo).now())


def test_the_files_that_hosts_look_for_are_there(files: dict[str, str]) -> None:
    """Small where every conversation begins with them."""
    assert len(files["AGENTS.md"].encode()) < 8000
    assert files["AGENTS.md"].startswith("<!-- segkit:begin snapshot=")
    assert files["AGENTS.md"].endswith("<!-- segkit:end -->\n")
    assert "never instructions" in files["AGENTS.md"]
    assert "segkit mcp" in files["AGENTS.md"]
    assert files["CLAUDE.md"] == "@AGENTS.md\n"
    assert files["llms.txt"].startswith("# ")
    for name in (".mcp.json", ".cursor/mcp.json", ".vscode/mcp.json"):
        assert "env" not in json.loads(files[name]).popitem()[1]["segkit"]
    assert "[mcp_servers.segkit]" in files[".codex/config.toml"]


def test_names_of_files_are_plain_and_nothing_of_this_computer_is_in_them(
    files: dict[str, str], demo: Path
) -> None:
    """For any system, and without a secret."""
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in files)
    assert len({name.casefold() for name in files}) == len(files)
    everything = "\n".join(files.values())
    assert str(demo) not in everything
    assert "demo-not-a-real-key" not in everything


def test_the_skill_is_one_that_clients_take(files: dict[str, str]) -> None:
    """Its name is its folder's, its description short, and it allows itself nothing."""
    text = files[".agents/skills/segment-tracking/SKILL.md"]
    _, head, body = text.split("---\n", 2)
    said = yaml.safe_load(head)

    assert said["name"] == "segment-tracking"
    assert 1 <= len(said["description"]) <= 1024
    assert "allowed-tools" not in said
    assert body.count("\n") < 500
    for name in re.findall(r"\]\((references/[a-z]+\.md)\)", body):
        assert f".agents/skills/segment-tracking/{name}" in files


def test_every_link_leads_somewhere(files: dict[str, str]) -> None:
    """From file to file, as a repository shows them."""
    for name, text in files.items():
        if not name.endswith((".md", ".txt")):
            continue
        for target in re.findall(r"\]\(([^)]+)\)", text):
            parts: list[str] = []
            for part in [*name.split("/")[:-1], *target.split("/")]:
                parts = parts[:-1] if part == ".." else [*parts, part]
            place = "/".join(parts)
            assert any(one == place or one.startswith(f"{place}/") for one in files), (name, target)


def test_every_schema_takes_its_sample_and_the_plan_does_too(
    files: dict[str, str], demo: Path
) -> None:
    """Two judges: the schema by another library, and the plan itself."""
    known = Keeper(demo).now()
    assert known.facts.plan is not None
    plan = PlanCheck(known.facts.plan)
    index = json.loads(files["schemas/index.json"])

    assert len(index["rules"]) == len(known.rules)
    assert index["snapshot"] == known.mark
    for one in index["rules"]:
        schema = json.loads(files[f"schemas/{one['schema']}"])
        Draft7Validator.check_schema(schema)
        sample = json.loads(files[f"schemas/{one['sample']}"])
        assert Draft7Validator(schema).is_valid(sample), one
        if one["call"] != "common":
            assert plan.check(sample).is_valid, one
            assert not Draft7Validator(schema).is_valid(sample | {"type": "alias"})
        assert all(name.removeprefix("../") in files for name in one["snippets"].values())


def test_code_is_in_the_libraries_of_those_who_send_the_call(files: dict[str, str]) -> None:
    """Screens come from apps, pages from websites."""
    index = json.loads(files["schemas/index.json"])
    code = {(one["call"], one["name"]): set(one["snippets"]) for one in index["rules"]}

    assert code["screen", "Trail Map"] == {"swift", "kotlin"}
    assert code["page", "Home"] == {"javascript"}
    assert "node" in code["track", "Order Completed"]


def test_a_second_export_changes_nothing_and_a_new_plan_only_what_is_new(
    files: dict[str, str], tmp_path: Path
) -> None:
    """Files that are as they were are not written again; those of calls that are gone go."""
    write_edition(files, tmp_path / "out", tmp_path / "engagement")
    moments = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}

    again = write_edition(files, tmp_path / "out", tmp_path / "engagement")

    assert again.changed == again.removed == again.kept == ()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == moments
    index = json.loads(files["schemas/index.json"])
    gone = index["rules"].pop()
    fewer = {name: text for name, text in files.items() if gone["schema"].split(".")[0] not in name}
    fewer["schemas/index.json"] = json.dumps(index)
    less = write_edition(fewer, tmp_path / "out", tmp_path / "engagement")
    assert less.changed == ("schemas/index.json",)
    assert f"schemas/{gone['schema']}" in less.removed
    assert not (tmp_path / "out" / "schemas" / gone["schema"]).exists()


def test_a_repository_keeps_what_is_its_own(files: dict[str, str], tmp_path: Path) -> None:
    """Our section, our server and our import among theirs; what has no place for us stays."""
    repository = tmp_path / "shop"
    (repository / ".codex").mkdir(parents=True)
    (repository / "AGENTS.md").write_text("# Ours\n\nRun the tests.\n")
    (repository / "CLAUDE.md").write_text("Be brief.\n")
    (repository / ".mcp.json").write_text('{"mcpServers": {"db": {"command": "db"}}, "x": 1}')
    (repository / ".codex" / "config.toml").write_text('model = "large"\n')
    (repository / "llms.txt").write_text("# The shop\n")

    written = write_edition(files, repository, tmp_path / "engagement")

    assert written.kept == ("llms.txt",)
    assert (repository / "llms.txt").read_text() == "# The shop\n"
    agents = (repository / "AGENTS.md").read_text()
    assert agents == f"# Ours\n\nRun the tests.\n\n{files['AGENTS.md']}"
    assert (repository / "CLAUDE.md").read_text() == "Be brief.\n\n@AGENTS.md\n"
    servers = json.loads((repository / ".mcp.json").read_text())
    assert (set(servers["mcpServers"]), servers["x"]) == ({"db", "segkit"}, 1)
    assert (
        (repository / ".codex" / "config.toml")
        .read_text()
        .startswith('model = "large"\n\n[mcp_servers.segkit]')
    )
    newer = files | {"AGENTS.md": files["AGENTS.md"].replace("51 rules", "52 rules")}
    assert write_edition(newer, repository, tmp_path / "engagement").changed == ("AGENTS.md",)
    assert (repository / "AGENTS.md").read_text() == agents.replace("51 rules", "52 rules")


def test_names_that_look_alike_in_files_are_told_apart() -> None:
    """The same event has the same file, whatever else the plan has by then."""
    rules = [
        Rule("track", name) for name in ("Order Completed", "order-completed", "Größe!", "注文", "")
    ]

    names = stems(rules)
    alone = stems(rules[2:])

    assert len({name.casefold() for name in names.values()}) == len(rules)
    assert all(names[id(rule)] == alone[id(rule)] for rule in rules[2:])
    assert inline("a`b``c") == "``` a`b``c ```"


def test_the_command_writes_it_and_goes_with_no_other_form(demo: Path, tmp_path: Path) -> None:
    """It is a folder for other people, not a form of the guide."""
    out = tmp_path / "out"
    made = CliRunner().invoke(cli, ["export", str(demo), "--to", "agents", "--output", str(out)])
    both = CliRunner().invoke(cli, ["export", str(demo), "--to", "agents", "--to", "html"])

    assert made.exit_code == 0, made.output
    assert (out / "AGENTS.md").is_file()
    assert both.exit_code == 2
    assert "it goes with no other form" in both.output


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("claude", "claude mcp add segkit -- "),
        ("cursor", '"mcpServers"'),
        ("vscode", '"type": "stdio"'),
        ("codex", "[mcp_servers.segkit]"),
    ],
)
def test_install_prints_and_writes_nothing(demo: Path, host: str, said: str) -> None:
    """The whole path of program and engagement, because hosts have another folder and PATH."""
    before = sorted(demo.rglob("*"))
    made = CliRunner().invoke(cli, ["mcp", str(demo), "--install", host])

    assert made.exit_code == 0
    assert said in made.output
    assert str(demo) in made.output
    assert sorted(demo.rglob("*")) == before


def test_without_an_engagement_the_server_does_not_start(tmp_path: Path) -> None:
    """A host shows what standard error says."""
    made = CliRunner().invoke(cli, ["mcp", str(tmp_path)])

    assert made.exit_code == 2
    assert "is not an engagement" in made.output
