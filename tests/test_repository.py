"""What the repository promises: one list of packages, documented commands, clean notebooks."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from segkit.cli import cli
from segkit.export.cells import plain_calls

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def project() -> dict[str, object]:
    """The `[project]` table."""
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return table


def test_environment_yml_has_no_list_of_its_own() -> None:
    """Conda and Binder install what pyproject.toml lists, on the Python it asks for."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())

    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    [with_pip] = [entry for entry in environment["dependencies"] if isinstance(entry, dict)]

    assert plain == [f"python{project()['requires-python']}", "pip"]
    assert with_pip == {"pip": ["-c requirements.lock", "-e ."]}


def test_every_dependency_is_locked_within_its_range() -> None:
    """The lock file was made from the pyproject.toml that stands beside it."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lock = dict(
        re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    )
    listed = project()
    wanted = [Requirement(str(text)) for text in listed["dependencies"]]  # type: ignore[attr-defined]
    wanted += [Requirement(text) for text in listed["optional-dependencies"]["dev"]]  # type: ignore[index]

    for requirement in wanted:
        assert requirement.specifier.contains(lock[canonicalize_name(requirement.name)])


def test_the_glossary_is_short_and_each_word_stands_once() -> None:
    """Twenty words at most; one line each, so that none has two meanings."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = text.split("### Glossary", 1)[1].split("###", 1)[0]
    heading, *rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    words = [word.lower() for word, _ in rows]

    assert heading == ("word", "meaning")
    assert 10 <= len(words) <= 20
    assert len(set(words)) == len(words)


def test_every_dependency_has_its_reason() -> None:
    """CONTRIBUTING.md says in one line why a library is in."""
    from packaging.requirements import Requirement

    contributing = (ROOT / "CONTRIBUTING.md").read_text()

    for text in project()["dependencies"]:  # type: ignore[attr-defined]
        assert re.search(rf"^\| `{Requirement(str(text)).name}` \| \S", contributing, re.MULTILINE)


def test_every_command_is_in_the_readme_and_has_help() -> None:
    """A command that nobody can find does not exist."""
    readme = (ROOT / "README.md").read_text()

    for name, command in cli.commands.items():
        assert f"`segkit {name}" in readme
        assert command.help
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help


def test_make_help_lists_every_target() -> None:
    """`make help` is the front door."""
    makefile = (ROOT / "Makefile").read_text()

    for target in re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE):
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda p: p.name)
def test_notebooks_are_data_plus_text(file: Path) -> None:
    """Committed without outputs; cells are plain calls of segkit; pictures have descriptions."""
    notebook = json.loads(file.read_text(encoding="utf-8"))

    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        assert cell["id"]
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            assert plain_calls(source) is not None
            assert len(ast.parse(source).body) <= 2
        else:
            assert not re.search(r"!\[\s*\]\(", source)
            assert "https://segment.com/docs" not in source
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of somebody's machine is in a file that git tracks."""
    home = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    text = {".py", ".md", ".toml", ".yml", ".json", ".ipynb", ".css", ".js", ".j2", ".svg", ".lock"}

    leaking = [
        name
        for name in listed
        if (path := ROOT / name).suffix in text and path.is_file()
        if home.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert listed
    assert leaking == []
