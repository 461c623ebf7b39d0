"""The files around the code: workflows, forms, containers, and what a release needs."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import yaml

from segkit.version import __version__

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "scripts"))

from release import missing  # noqa: E402 (scripts are no package)

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_workflows_have_no_rights_of_their_own_and_pinned_actions() -> None:
    """Rights are given job by job; an action is named by its commit; each `make` target exists."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert len(WORKFLOWS) == 4
    for file in WORKFLOWS:
        workflow = yaml.safe_load(file.read_text())
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["permissions"]
            for step in job["steps"]:
                assert re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + "0" * 40)), file.name
                called = re.match(r"make ([\w-]+)", step.get("run", ""))
                assert called is None or called[1] in targets


def test_issue_forms_are_complete() -> None:
    """Each has a name, a description, and fields with ids of their own."""
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))

    assert len(forms) == 4
    for file in forms:
        form = yaml.safe_load(file.read_text())
        if file.name != "config.yml":
            ids = [field["id"] for field in form["body"]]
            assert form["name"]
            assert form["description"]
            assert len(set(ids)) == len(ids)
            assert all(field["attributes"]["label"] for field in form["body"])


def test_containers_name_what_is_there() -> None:
    """Files that they copy or run exist, and Binder's Python is one that the package takes."""
    dev = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    binder = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text())
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]

    assert dev["postCreateCommand"] == "make demo"
    assert binder["dependencies"] == ["python=3.12", "pip"]
    assert (ROOT / ".binder" / "postBuild").stat().st_mode & 0o111
    for file in (ROOT / "Dockerfile", ROOT / ".binder" / "postBuild"):
        assert "requirements.lock" in file.read_text()
    for hook in hooks:
        assert all((ROOT / name).is_file() for name in re.findall(r"tests/\S+", hook["entry"]))


def test_a_release_says_what_it_lacks(tmp_path: Path) -> None:
    """Another tag, no day in the changelog, another version, placeholders, an unknown notebook."""
    for name in ("CHANGELOG.md", "CITATION.cff", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    notebook, kept = tmp_path / "notebooks/guide.ipynb", tmp_path / "segkit/engagement/shipped.toml"
    for file, text in ((notebook, '{"cells": []}'), (kept, 'orders = [""]\ndigests = ""')):
        file.parent.mkdir(parents=True)
        file.write_text(text)
    changed = (tmp_path / "pyproject.toml").read_text().replace(".example", ".invalid")

    assert f"segkit/version.py says {__version__}" in "\n".join(missing("v9.9.9", tmp_path))
    assert "is a placeholder" in "\n".join(missing("", tmp_path))
    (tmp_path / "pyproject.toml").write_text(changed)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {__version__} - 2026-11-30\n")
    assert list(missing(f"v{__version__}", tmp_path)) == []
    (tmp_path / "CITATION.cff").write_text("version: 9.9.9\n")
    assert list(missing("", tmp_path)) == [f"CITATION.cff does not say version {__version__}"]
    notebook.write_text('{"cells": [{"id": "flow", "source": "guide.flow()"}]}')
    assert "notebooks/guide.ipynb is not kept as released" in "\n".join(missing("", tmp_path))
