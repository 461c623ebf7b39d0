"""Behaviour of `segkit.plans.formats`: one list of forms, open to other packages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.errors import ConfigError
from segkit.plans.formats import all_formats, format_of
from segkit.plans.plan_input import PlanInput
from segkit.pull import read_plan

FORMAT = """
from segkit.model.plan import Rule, TrackingPlan
from segkit.plans.formats import PlanFormat
from segkit.plans.grids.grid import Tab


def read(given):
    lines = given.text.splitlines()[1:]
    rules = tuple(Rule(call="track", key=line, origin=f"line {n}") for n, line in enumerate(lines, 2))
    return TrackingPlan(name=given.name, rules=rules)


LINES = PlanFormat("Lines", lambda given: given.path.suffix == ".lines", read=read)
CELLS = PlanFormat(
    "Cells",
    lambda given: given.path.suffix == ".cells",
    tabs=lambda given: (Tab("Track", (("Event", "Property"), ("Lamp Lit", "room"))),),
)
ALL = PlanFormat("Everything", lambda given: True, read=read)
NOTHING = "no format"
"""

EXAMPLE = Path(__file__).parents[1] / "example_package"

Offer = Callable[..., None]


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Installs a package that offers formats by entry points."""

    def install(**points: str) -> None:
        site = tmp_path / "site"
        about = site / "lamp_plans-1.0.dist-info"
        about.mkdir(parents=True)
        (site / "lamp_plans.py").write_text(FORMAT)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lamp-plans\nVersion: 1.0\n")
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (about / "entry_points.txt").write_text(f"[segkit.plan_formats]\n{lines}")
        monkeypatch.syspath_prepend(site)

    return install


def test_a_format_of_another_package_is_read(tmp_path: Path, offer: Offer) -> None:
    """An entry point leads to a `PlanFormat`; segkit knows nothing else of it."""
    offer(lines="lamp_plans:LINES")
    file = tmp_path / "quillmoor.lines"
    file.write_text("events\nLamp Lit\nTea Poured\n")

    plan = read_plan(file)

    assert [(plan.name, rule.key, rule.origin) for rule in plan.rules] == [
        ("quillmoor", "Lamp Lit", "line 2"),
        ("quillmoor", "Tea Poured", "line 3"),
    ]


def test_the_format_of_the_example_package_is_read(
    tmp_path: Path, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a team would copy works, by the entry point that it declares."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    offer(**project["entry-points"]["segkit.plan_formats"])
    monkeypatch.syspath_prepend(EXAMPLE)
    file = tmp_path / "quillmoor.lines"
    file.write_text("Lamp Lit: room, watts\nTea Poured:\n")

    lit, poured = read_plan(file).rules

    assert (lit.key, [field.dotted for field in lit.fields]) == ("Lamp Lit", ["room", "watts"])
    assert (poured.key, poured.fields) == ("Tea Poured", ())


def test_a_format_may_give_cells_to_be_understood(tmp_path: Path, offer: Offer) -> None:
    """What is a table goes the way of all tables."""
    offer(cells="lamp_plans:CELLS")
    file = tmp_path / "quillmoor.cells"
    file.write_text("whatever")

    [rule] = read_plan(file).rules

    assert (rule.key, [field.dotted for field in rule.fields]) == ("Lamp Lit", ["room"])


def test_formats_of_others_are_asked_after_those_with_files_of_their_own(
    tmp_path: Path, offer: Offer
) -> None:
    """They may take any document, but not Segment's own."""
    offer(everything="lamp_plans:ALL")
    own, other = tmp_path / "own.json", tmp_path / "other.yaml"
    own.write_text('{"rules": [{"type": "TRACK", "key": "Lamp Lit", "jsonSchema": {}}]}')
    other.write_text("events: [Lamp Lit]")

    assert format_of(PlanInput(own)).name == "Segment's own JSON"
    assert format_of(PlanInput(other)).name == "Everything"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("lamp_plans:NOTHING", "is no PlanFormat"),
        ("lamp_plans:MISSING", "MISSING"),
        ("no_such_module:X", "No module named"),
    ],
)
def test_a_format_that_cannot_be_loaded_is_named(
    tmp_path: Path, offer: Offer, value: str, reason: str
) -> None:
    """The error says which package's entry point to look at."""
    offer(lamp=value)
    file = tmp_path / "plan.yaml"
    file.write_text("events: [Lamp Lit]")

    with pytest.raises(ConfigError, match=rf"{value}.*{reason}"):
        read_plan(file)


def test_every_format_has_a_name_and_one_way_to_be_read() -> None:
    """A format reads plans or gives cells, never both."""
    formats = list(all_formats())

    assert len({one.name for one in formats}) == len(formats)
    assert (formats[0].name, formats[-1].name) == (
        "Segment's own JSON", "A workbook or delimited file",
    )  # fmt: skip
    assert all((one.read is None) != (one.tabs is None) for one in formats)
