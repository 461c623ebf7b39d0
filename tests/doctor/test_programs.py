"""What `segkit doctor` says of this computer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from segkit.doctor import Verdict
from segkit.doctor.computer import Computer, load_server, rival
from segkit.version import __version__

Ask = Callable[..., dict[str, Verdict]]
LAB = "@jupyter-widgets/jupyterlab-manager"


@pytest.mark.parametrize(
    ("check", "changes", "severity", "says", "fix"),
    [
        ("python", {"rival": lambda: "2.0"}, "fail", "segkit (2.0)", "pip uninstall segkit"),
        ("jupyterlab", {"version_of": lambda _: ""}, "fail", "JupyterLab is not", "pip install"),
        ("widgets", {"version_of": lambda _: ""}, "fail", "anywidget is not", "pip install"),
        ("widgets", {"lab_folders": lambda: ()}, "fail", "extension of anywidget", "reload"),
        ("kernel", {"start_kernel": lambda: "no kernel"}, "fail", "no kernel", "ipykernel install"),
        ("exporter", {"load_exporter": lambda: "not there"}, "fail", "not there", "install segkit"),
        ("agents", {"load_server": lambda: "broken"}, "warn", "broken", "'.[mcp]'"),
        ("pdf", {"find_chromium": str}, "warn", "no Chromium", "HTML is exported without"),
    ],
)
def test_what_is_missing_is_named(  # noqa: PLR0917 (one for each column)
    verdicts: Ask,
    broken: Callable[..., Computer],
    check: str,
    changes: dict[str, object],
    severity: str,
    says: str,
    fix: str,
) -> None:
    """With the command that puts it right."""
    found = verdicts(check, computer=broken(**changes))[check]

    assert found.severity == severity
    assert says in found.says
    assert fix in found.fix


def test_nobody_has_to_have_the_server_for_agents(
    verdicts: Ask, broken: Callable[..., Computer]
) -> None:
    """It is an extra; what is not installed is no fault."""
    bare = broken(version_of=lambda name: "" if name == "mcp" else "1.0")

    found = verdicts("agents", computer=bare)["agents"]

    assert (found.severity, found.fix) == ("skipped", "")
    assert "'.[mcp]'" in found.says


def test_a_kernel_starts_no_server_and_does_not_say_so(
    verdicts: Ask, broken: Callable[..., Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There people wait for it, and every other cell does."""
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a program was started"))

    found = verdicts("agents", computer=broken(load_server=load_server))["agents"]

    assert found.severity == "ok"
    assert "in a terminal" in found.says
    assert "starts," not in found.says


def test_it_says_which_segkit_runs(verdicts: Ask, broken: Callable[..., Computer]) -> None:
    """Also where it is used from a folder, without being installed under its name."""
    bare = broken(version_of=lambda name: "" if name == "segkit-guide" else "1.0")

    assert verdicts("python")["python"].says.endswith(f"segkit {__version__}")
    assert "not installed" in verdicts("python", computer=bare)["python"].says


@pytest.mark.parametrize("files", [["segkit/__init__.py"], ["_editable_impl.pth"]])
def test_a_package_of_our_name_is_a_rival_when_it_lies_in_our_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str]
) -> None:
    """That on the index is a stranger's, and replaces files of ours."""
    info = tmp_path / "segkit-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: segkit\nVersion: 9.9\n")
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in files))
    monkeypatch.setattr(metadata, "distribution", lambda _: metadata.Distribution.at(info))

    assert rival() == ("9.9" if files[0].startswith("segkit/") else "")


@pytest.mark.parametrize("present", ["anywidget", LAB])
def test_one_labextension_without_the_other_is_not_enough(
    verdicts: Ask, broken: Callable[..., Computer], tmp_path: Path, present: str
) -> None:
    """Both draw widgets."""
    (tmp_path / present).mkdir(parents=True)
    (tmp_path / present / "package.json").write_text("{}")

    found = verdicts("widgets", computer=broken(lab_folders=lambda: (tmp_path,)))["widgets"]

    assert found.severity == "fail"
    assert (LAB if present == "anywidget" else "anywidget") in found.says


@pytest.mark.parametrize("disabled", [{LAB: True}, [LAB]])
def test_a_labextension_that_is_switched_off(
    verdicts: Ask, broken: Callable[..., Computer], tmp_path: Path, disabled: object
) -> None:
    """As JupyterLab's extension manager does; both forms of the file are in use."""
    settings = tmp_path / "page_config.json"
    settings.write_text(json.dumps({"disabledExtensions": disabled}))

    found = verdicts("widgets", computer=broken(lab_settings=lambda: (settings,)))["widgets"]

    assert found.severity == "fail"
    assert "switched off" in found.says
    assert f"jupyter labextension enable {LAB}" in found.fix


def test_this_computer_has_what_it_was_installed_with(verdicts: Ask) -> None:
    """Nothing pretended: the packages, extensions and the exporter of this environment."""
    found = verdicts("python", "jupyterlab", "widgets", "exporter", computer=Computer())

    assert {verdict.severity for verdict in found.values()} == {"ok"}


@pytest.mark.notebook
def test_the_kernel_really_starts(verdicts: Ask) -> None:
    """And finds segkit and the widgets."""
    assert verdicts("kernel", computer=Computer())["kernel"].severity == "ok"


@pytest.mark.notebook
def test_a_kernel_that_does_not_exist_is_named(
    verdicts: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a Python was deleted."""
    monkeypatch.setattr("segkit.doctor.computer.KERNEL", "quillmoor")

    found = verdicts("kernel", computer=Computer())["kernel"]

    assert found.severity == "fail"
    assert "'quillmoor'" in found.says
