"""Behaviour of `segkit.plans.documents.folder`, and of a folder as a plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents import folder as module
from segkit.plans.documents.folder import Folder
from segkit.pull import read_plan

InShort = Callable[[TrackingPlan], dict[str, str]]

ABOUT = "description: Of the house.\nteam: lamps\nmilestone: 16\n"
LAMP = "name: Lamp Lit\nproperties: {room: string}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_each_file_is_an_event(tmp_path: Path, in_short: InShort) -> None:
    """A folder is one plan, named by what says its name, whatever language a file is in."""
    folder = write(
        tmp_path / "plan",
        {
            "plan.yaml": "name: Quillmoor Web\nversion: 3\n",
            "events/lamp-lit.yaml": LAMP,
            "events/tea/poured.json": '{"event": "Tea Poured", "fields": [{"name": "cups", "type": "int"}]}',
            "user_traits.yml": "email: string\nplan: free | pro\n",
        },
    )

    plan = read_plan(folder)

    assert plan.name == "Quillmoor Web"
    assert in_short(plan) == {
        "track Lamp Lit": "room:string",
        "track Tea Poured": "cups:integer",
        "identify": "email:string plan=free|pro",
    }
    assert {rule.origin for rule in plan.rules} == {
        "events/lamp-lit.yaml", "events/tea/poured.json", "user_traits.yml",
    }  # fmt: skip


def test_files_of_a_table_each_are_one_plan(tmp_path: Path, in_short: InShort) -> None:
    """They join as the tabs of a workbook do, and the names of several say what is in them."""
    folder = write(
        tmp_path / "plan",
        {
            "events.csv": "Event Name,Description\nLamp Lit,A lamp is lit\n",
            "identify.csv": "Name,Type,Required\nplan,string,yes\n",
            "properties.csv": "Event Name,Property,Type\nLamp Lit,room,string\n",
            "tea.md": "## `tea_poured`\n- `cups` (number)\n",
            "empty.csv": "",
        },
    )

    plan = read_plan(folder)

    assert in_short(plan) == {
        "track Lamp Lit": "room:string",
        "identify": "plan*:string",
        "track tea_poured": "cups:number",
    }
    assert {rule.key: rule.description for rule in plan.rules}["Lamp Lit"] == "A lamp is lit"
    assert [one.origin for one in plan.report.explained][-1] == "empty.csv"


def test_a_definition_that_events_refer_to_is_no_event(tmp_path: Path, in_short: InShort) -> None:
    """Nor is an event a group of events because its property is called like that definition."""
    schema = '"$schema": "https://json-schema.org/draft/2020-12/schema"'
    lamp = '{"type": "object", "properties": {"watts": {"type": "number"}}}'
    folder = write(
        tmp_path / "plan",
        {
            "lamp.schema.json": f'{{{schema}, "title": "Lamp", "$defs": {{"lamp": {lamp}}}}}',
            "lamp-lit.schema.json": (
                f'{{{schema}, "title": "Lamp Lit", "type": "object", '
                '"properties": {"lamp": {"$ref": "lamp.schema.json#/$defs/lamp"}}}'
            ),
        },
    )

    plan = read_plan(folder)

    assert in_short(plan) == {"track Lamp Lit": "lamp:object lamp.watts:number"}
    assert (plan.name, plan.report.doubts) == ("plan", ())
    assert [one.origin for one in plan.report.explained] == ["lamp.schema.json"]


def test_a_schema_of_people_that_others_refer_to_is_no_call(
    tmp_path: Path, in_short: InShort
) -> None:
    """It is part of those, also where something else may stand in its place."""
    schema = '"$schema": "http://json-schema.org/draft-04/schema#", "type": "object"'
    either = (
        '{"oneOf": [{"$ref": "https://quillmoor.example/parts/person.json#"}, {"type": "null"}]}'
    )
    files = {
        "lamp-lit.json": f'{{{schema}, "title": "Lamp Lit", "properties": {{"buyer": {either}}}}}',
        "parts/person.json": f'{{"id": "https://quillmoor.example/parts/person.json", {schema}, "properties": {{"first_name": {{"type": "string"}}}}}}',
    }

    plan = read_plan(write(tmp_path / "plan", files))

    assert in_short(plan) == {"track Lamp Lit": "buyer:object|null buyer.first_name:string"}
    assert not plan.report.doubts


def test_a_file_called_like_a_dictionary_describes_properties(
    tmp_path: Path, in_short: InShort
) -> None:
    """Events in other files name them; neither it nor a list of what is ignored is an event."""
    files = {
        "lamps.json": '{"lamp_lit": {"description": "It burns.", "params": ["room", "oil", {"key": "lamp_id"}]}}',
        "params_dictionary.json": (
            '{"room": {"key": "room", "type": "string", "enum": ["hall", "attic"]}, '
            '"oil": {"key": "oil_kind", "type": "string"}}'
        ),
        "ignored_params.json": '{"trace": {"key": "trace", "type": "string"}}',
    }

    plan = read_plan(write(tmp_path / "plan", files))

    fields = "room:string=hall|attic oil_kind:string lamp_id"
    assert in_short(plan) == {"track lamp_lit": fields}
    assert len(plan.report.explained) == 2
    assert plan.report.doubts == ()


def test_events_that_a_frame_refers_to_are_events(tmp_path: Path, in_short: InShort) -> None:
    """What is around them is none, and references of a referred file lead from where it stands."""
    schema = '"$schema": "http://json-schema.org/draft-07/schema#"'

    def event(title: str, reference: str) -> str:
        return f'{{{schema}, "title": "{title}", "type": "object", "properties": {{"lamp": {{"$ref": "{reference}"}}}}}}'

    def data(file: str) -> str:
        return f'{{"properties": {{"data": {{"$ref": "../{file}"}}}}}}'

    frame = '"specversion": {"type": "string"}, "source": {"type": "string"}, "data": {"type": "object"}'
    parts = '"lamp": {"type": "object", "properties": {"room": {"$ref": "./common.json#/definitions/room"}}}'
    files = {
        "apps/lit.json": event("Lamp Lit", "../core/parts.json#/definitions/lamp"),
        "apps/out.json": event("Lamp Out", "../core/parts.json#/definitions/lamp"),
        "core/parts.json": f'{{{schema}, "definitions": {{{parts}}}}}',
        "core/common.json": f'{{{schema}, "title": "Common", "definitions": {{"room": {{"type": "string"}}}}}}',
        "frame/frame.json": (
            f'{{{schema}, "title": "Frame", "type": "object", "properties": {{{frame}}}, '
            f'"oneOf": [{data("apps/lit.json")}, {data("apps/out.json")}]}}'
        ),
    }

    plan = read_plan(write(tmp_path / "plan", files))

    fields = "lamp:object lamp.room:string"
    assert in_short(plan) == {"track Lamp Lit": fields, "track Lamp Out": fields}
    assert [one.examples for one in plan.report.doubts] == [("Frame",)]


def test_a_file_of_user_properties_is_identify(tmp_path: Path, in_short: InShort) -> None:
    """A list of them is told by what the file is called."""
    listed = '[{"Property Name": "tier", "Example Values": "gold, Unknown"}, {"Property Name": "city", "Example Values": "Ghent"}]'
    folder = write(tmp_path / "plan", {"lamp.yaml": LAMP, "user_properties.json": listed})

    assert in_short(read_plan(folder)) == {"track Lamp Lit": "room:string", "identify": "tier city"}


def test_what_is_around_the_events_of_a_folder_is_no_event(
    tmp_path: Path, in_short: InShort
) -> None:
    """A schema whose payload names an event without saying which, beside others that say it."""
    schema = '"$schema": "https://json-schema.org/draft/2020-12/schema"'
    around = '{"type": "object", "properties": {"eventName": {"type": "string"}, "sent_by": {"type": "string"}}}'
    events = ", ".join(
        f'"{name}": {{"type": "object", "properties": {{"name": {{"const": "{name}"}}}}}}'
        for name in ("lamp_lit", "lamp_out")
    )
    files = {
        "_main.json": f'{{{schema}, "$defs": {{"LampEvent": {around}}}}}',
        "lamps.json": f'{{{schema}, "$defs": {{{events}}}}}',
    }

    plan = read_plan(write(tmp_path / "plan", files))

    assert in_short(plan) == {"track lamp_lit": "", "track lamp_out": ""}
    assert "around every event" in plan.report.doubts[0].what


def test_events_of_several_files_are_one_doubt(tmp_path: Path) -> None:
    """However many folders they stand in."""
    files = {f"{place}/lamp.yaml": LAMP for place in ("attic", "hall", "shop")}

    [doubt] = read_plan(write(tmp_path / "plan", files)).report.doubts

    assert (doubt.what, doubt.count) == ("1 events stand in several files.", 1)


def test_files_that_cannot_be_read_are_listed(tmp_path: Path) -> None:
    """Nothing is skipped without a word: neither a broken file nor one in another language."""
    files = {"lamp.yaml": LAMP, "kettle.json": '{"name": ', "empty.yml": "", "README.txt": "Hello"}
    folder = write(tmp_path / "plan", files)

    report = read_plan(folder).report

    assert [(one.origin, one.reason) for one in report.explained] == [
        ("empty.yml", "The file is empty."),
        ("kettle.json", "The file is no JSON: a value is missing or unknown at line 1, column 10."),
    ]
    assert report.rows == report.used + 2
    assert [one.examples for one in report.doubts] == [("kettle.json",)]
    assert report.notes == ("1 file in another language was not looked at: README.txt.",)


def test_a_file_without_an_event_is_listed(tmp_path: Path) -> None:
    """A file of the folder that holds nothing of a plan is named in the report."""
    folder = write(tmp_path / "plan", {"lamp.yaml": LAMP, "colours.json": '["red", "green"]'})

    [explained] = read_plan(folder).report.explained

    assert (explained.origin, explained.reason) == ("colours.json", "It holds no event.")


def test_nothing_outside_the_folder_is_opened(tmp_path: Path) -> None:
    """A link that leads out of the folder is listed and not followed."""
    outside = write(
        tmp_path / "secret", {"token.yaml": "name: Secret Told\nproperties: {a: string}\n"}
    )
    folder = write(tmp_path / "plan", {"lamp.yaml": LAMP})
    (folder / "out.yaml").symlink_to(outside / "token.yaml")

    plan = read_plan(folder)

    assert [rule.key for rule in plan.rules] == ["Lamp Lit"]
    assert [one.origin for one in plan.report.explained] == ["out.yaml"]
    assert Folder(folder).text("../secret/token.yaml") is None
    assert Folder(folder).text("out.yaml") is None
    assert Folder(folder).text("lamp.yaml") == LAMP


def test_hidden_and_installed_files_are_no_part_of_the_plan(tmp_path: Path) -> None:
    """What tools keep beside a plan is not looked at."""
    others = {".git/a.yaml": LAMP, "node_modules/b.yaml": LAMP, ".hidden.yaml": LAMP}
    folder = write(tmp_path / "plan", {"lamp.yaml": LAMP, **others})

    assert [one.path.name for one in Folder(folder).files] == ["lamp.yaml"]


def test_a_folder_that_is_no_plan_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More files than a plan has are counted and not opened."""
    monkeypatch.setattr(module, "MOST_FILES", 2)
    folder = write(tmp_path / "plan", {f"{number}.yaml": LAMP for number in range(3)})

    with pytest.raises(InputFileError, match="holds 3 files"):
        read_plan(folder)


def test_a_folder_without_a_plan_says_what_was_looked_for(tmp_path: Path) -> None:
    """An empty folder, and one with nothing but unreadable files, are refused in words."""
    folder = write(tmp_path / "plan", {"kettle.json": "{", "README.txt": "Hello"})

    with pytest.raises(NotATrackingPlanError, match=r"kettle\.json: The file is no JSON"):
        read_plan(folder)


def test_an_event_in_several_files_is_in_doubt(tmp_path: Path) -> None:
    """Two files about one event are both read, and the doubt says so."""
    folder = write(tmp_path / "plan", {"a.yaml": LAMP, "b.yaml": LAMP})

    [doubt] = read_plan(folder).report.doubts

    assert (doubt.count, doubt.examples) == (1, ("Lamp Lit",))


def test_schemas_may_refer_to_each_other(tmp_path: Path, in_short: InShort) -> None:
    """A reference to another file of the folder is filled in; one out of it is in doubt."""
    room = '{"$id": "room.json", "type": "object", "properties": {"name": {"type": "string"}}}'
    lamp = (
        '{"type": "object", "title": "Lamp Lit", "properties": '
        '{"room": {"$ref": "shared/room.json"}, "by": {"$ref": "../people.json"}}}'
    )
    folder = write(tmp_path / "plan", {"lamp.json": lamp, "shared/room.json": room})

    plan = read_plan(folder)

    assert in_short(plan) == {"track Lamp Lit": "room:object room.name:string by"}
    assert [one.origin for one in plan.report.explained] == ["shared/room.json"]
    assert [doubt.examples for doubt in plan.report.doubts if "lead to nothing" in doubt.what] == [
        ("../people.json",)
    ]


def test_a_folder_of_markdown_is_a_plan(tmp_path: Path, in_short: InShort) -> None:
    """If nothing in it is data: then words about the plan stand beside it."""
    files = {
        "lamps.md": "## Events\n| Event | Property |\n|---|---|\n| lamp_lit | room |\n",
        "tea/poured.md": "## Events\n| Event | Property |\n|---|---|\n| tea_poured | cups |\n",
        "notes.txt": "Hello",
    }
    folder = write(tmp_path / "plan", files)

    plan = read_plan(folder)
    both = read_plan(write(folder, {"lamp.yaml": LAMP}))

    assert in_short(plan) == {"track lamp_lit": "room", "track tea_poured": "cups"}
    assert len({rule.origin for rule in plan.rules}) == 2
    assert any("not looked at: notes.txt." in note for note in plan.report.notes)
    assert in_short(both) == {"track Lamp Lit": "room:string"}
    assert any("lamps.md" in note for note in both.report.notes)


def test_a_file_like_those_beside_it_is_an_event_without_properties(
    tmp_path: Path, in_short: InShort
) -> None:
    """Its keys are theirs; a file of another shape is listed, as before."""
    folder = write(
        tmp_path,
        {
            "lamp_lit.yml": f"{ABOUT}action: lamp_lit\nproperties: {{room: string}}\n",
            "tea_poured.yml": f"{ABOUT}action: tea_poured\n",
            "teams.yml": "name: The lamplighters\nmembers: [Ada]\n",
        },
    )

    plan = read_plan(folder)

    assert in_short(plan) == {"track lamp_lit": "room:string", "track tea_poured": ""}
    assert [one.examples for one in plan.report.doubts] == [("tea_poured",)]
    assert [one.origin for one in plan.report.explained] == ["teams.yml"]


def test_events_by_name_in_a_file_may_carry_nothing(tmp_path: Path, in_short: InShort) -> None:
    """They look like those of the files beside them; a file of other things is listed."""
    told = '"description": "A lamp.", "owners": ["Ada"], "triggers": ["click"]'
    folder = write(
        tmp_path / "plan",
        {
            "lit.json": f'{{"lamp_lit": {{{told}, "parameters": ["room"]}}}}',
            "out.json": f'{{"lamp_out": {{{told}}}}}',
            "teams.json": '{"ada": {"mail": "ada@quillmoor.example"}}',
        },
    )

    plan = read_plan(folder)

    assert in_short(plan) == {"track lamp_lit": "room", "track lamp_out": ""}
    assert [one.examples for one in plan.report.doubts] == [("lamp_out",)]
    assert [one.origin for one in plan.report.explained] == ["teams.json"]


def test_files_without_names_are_events_beside_each_other(
    tmp_path: Path, in_short: InShort
) -> None:
    """Also one that carries nothing; the folder of a page says that it is one."""
    told = "description: A lamp.\nowner: Ada\n"
    folder = write(
        tmp_path / "plan",
        {
            "track/lamp_lit.yaml": f"{told}fields: {{room: {{type: string}}}}\n",
            "track/lamp_out.yaml": told,
            "page/home.yaml": "name: Home\nproperties: [{name: path, type: string}]\n",
        },
    )

    assert in_short(read_plan(folder)) == {
        "page Home": "path:string",
        "track lamp_lit": "room:string",
        "track lamp_out": "",
    }


def test_what_every_schema_refers_to_is_part_of_each(tmp_path: Path, in_short: InShort) -> None:
    """It is no rule for all events besides."""
    schema = '"$schema": "https://json-schema.org/draft/2020-12/schema"'
    own = '{"type": "object", "properties": {"room": {"type": "string"}}}'
    files = {
        "common/base.json": f'{{{schema}, "type": "object", "properties": {{"lamp_id": {{"type": "string"}}}}}}',
        "lit.json": f'{{{schema}, "title": "Lamp Lit", "allOf": [{{"$ref": "common/base.json"}}, {own}]}}',
    }

    plan = read_plan(write(tmp_path / "plan", files))

    assert {name: set(fields.split()) for name, fields in in_short(plan).items()} == {
        "track Lamp Lit": {"lamp_id:string", "room:string"}
    }
