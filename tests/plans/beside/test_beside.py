"""What a workbook says beside its plan: recognised by shape, and kept word for word."""

from __future__ import annotations

import pytest

from segkit.model.plan import TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import explain, plan_from_tabs

TRACK = Tab(
    "Track",
    (
        ("Event", "Property", "Type", "Required"),
        ("Gear Rented", "rental_id", "string", "yes"),
        ("Gear Returned", "rental_id", "string", "yes"),
    ),
)
GOALS = Tab(
    "Goals",
    (
        ("What we want to know",),
        (),
        ("#", "Business question", "Who asks", "Answered by", "Decided on"),
        ("1", "Is rental worth it?", "Stores", "Gear Rented, Gear Returned", "Snowflake"),
        ("2", "Who rents?", "Stores", "", "Amplitude"),
        ("3", "Why not?", "Stores", "Gear Returned", "GA4; Meta"),
    ),
)


def tab(title: str, *rows: tuple[str, ...]) -> Tab:
    """A tab beside the plan."""
    return Tab(title, rows)


def plan_with(*beside: Tab) -> TrackingPlan:
    """A plan with these tabs beside it."""
    return plan_from_tabs([TRACK, *beside], name="Quillmoor plan")


def kinds(plan: TrackingPlan) -> list[tuple[str, str, str]]:
    """What was made of each block: kind, label, text."""
    tabs = plan.extra.get("beside", [])
    assert isinstance(tabs, list)
    return [(b["kind"], b["label"], b["said"]) for one in tabs for b in one["blocks"]]


def test_questions_are_kept_with_who_asks_and_where_they_stand() -> None:
    """One that nothing answers yet is a question too."""
    questions = plan_with(GOALS).extra["questions"]

    assert questions == [
        {
            "question": "Is rental worth it?",
            "answered_by": ["Gear Rented", "Gear Returned"],
            "decided_on": ["Snowflake"],
            "who": "Stores",
            "origin": "Goals!B4",
        },
        {
            "question": "Who rents?",
            "answered_by": [],
            "decided_on": ["Amplitude"],
            "who": "Stores",
            "origin": "Goals!B5",
        },
        {
            "question": "Why not?",
            "answered_by": ["Gear Returned"],
            "decided_on": ["GA4", "Meta"],
            "who": "Stores",
            "origin": "Goals!B6",
        },
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("Geschäftsfrage", "Wer fragt", "Beantwortet durch", "Entschieden in"),
        ("Pregunta de negocio", "Quién pregunta", "Respondida por", "Herramienta"),
        ("Question métier", "Qui demande", "Répondu par", "Outil"),
        ("KPI", "Stakeholder", "Measured by", "Dashboard"),
    ],
)
def test_headings_of_questions_are_known_in_several_languages(header: tuple[str, ...]) -> None:
    """Whatever the tab is called."""
    found = plan_with(tab("Tab 7", header, ("Was?", "Laden", "Gear Rented", "Amplitude")))

    questions = found.extra["questions"]
    assert isinstance(questions, list)
    [one] = questions
    assert one["answered_by"] == ["Gear Rented"]
    assert (one["decided_on"], one["who"]) == (["Amplitude"], "Laden")


@pytest.mark.parametrize(
    "header", [("Question", "Answer", "Author"), ("Business question is", "Answered by", "Tool")]
)
def test_other_tables_hold_no_questions(header: tuple[str, ...]) -> None:
    """A question and what answers it, or where it is decided, have to be there."""
    assert "questions" not in plan_with(tab("Goals", header, ("a", "b", "c"))).extra


def test_a_read_me_is_taken_apart_by_its_labels() -> None:
    """Each row is in one block, in the customer's words; what is not known stays as it is."""
    found = plan_with(
        tab(
            "Read me",
            ("Quillmoor plan",),
            (),
            ("Owner", "Digital team"),
            ("Tracking contact", "Robin Ashdown"),
            ("Version 2.3 of 9 November",),
            ("Naming convention", "Events are Title Case"),
            ("Favourite colour", "Green"),
            ("Contact: tracking@quillmoor.example",),
            ("A sentence: with a colon in it.",),
            (),
            ("Status", "Meaning"),
            ("Live", "Sent today"),
            ("Planned", "Agreed"),
        )
    )

    assert kinds(found) == [
        ("text", "", "Quillmoor plan"),
        ("owner", "Owner", "Digital team"),
        ("contact", "Tracking contact", "Robin Ashdown"),
        ("version", "Version", "2.3 of 9 November"),
        ("naming", "Naming convention", "Events are Title Case"),
        ("note", "Favourite colour", "Green"),
        ("contact", "Contact", "tracking@quillmoor.example"),
        ("text", "", "A sentence: with a colon in it."),
        ("legend", "", ""),
    ]
    assert [d.where for d in found.report.doubts] == ["Read me!A4"]  # by a part of the label


@pytest.mark.parametrize(
    ("title", "rows", "kind"),
    [
        ("Changelog", (("Date", "Version", "What changed"), ("1 May", "2", "New")), "changelog"),
        ("Änderungen", (("Datum", "Änderung"), ("1. Mai", "Neu")), "changelog"),
        (
            "Owners",
            (("Owner", "E-mail", "Area"), ("Maren", "m@quillmoor.example", "Shop")),
            "owners",
        ),
        ("Farben", (("Farbe", "Bedeutung"), ("Grün", "Gesendet")), "legend"),
        ("Sheet5", (("Estado", "Significado"), ("Activo", "Se envía")), "legend"),
    ],
)
def test_tables_are_known_by_their_headings(
    title: str, rows: tuple[tuple[str, ...], ...], kind: str
) -> None:
    """In the languages of headings, on any tab."""
    assert kind in [one for one, _, _ in kinds(plan_with(tab(title, *rows)))]


def test_every_row_of_a_tab_beside_the_plan_is_kept_and_counts_as_used() -> None:
    """Word for word, in order; the report leaves none out."""
    read_me = tab("Read me", ("Hello",), (), ("Owner", "", "Digital team"), ("a", "b", "c"))
    found = plan_with(read_me, GOALS)

    rows = [cells for one in found.extra["beside"] for b in one["blocks"] for cells in b["rows"]]  # type: ignore[attr-defined]
    assert rows == [list(row) for one in (read_me, GOALS) for row in one.rows if row]
    assert not [e for e in found.report.explained if e.origin.startswith(("Read me", "Goals"))]
    assert found.report.rows == found.report.used + len(found.report.explained)
    assert [one.state for one in explain([TRACK, read_me])] == ["read", "beside the plan"]


def test_what_is_not_about_the_plan_is_left_out_as_before() -> None:
    """A shopping list is none of the guide's business, nor is a tab of data."""
    list_ = tab("Sheet2", ("Milk", "2"), ("Bread", "1"))
    data = tab("Notes", *(("Owner", str(number)) for number in range(600)))

    found = plan_with(list_, data)

    assert "beside" not in found.extra
    assert {e.origin.partition("!")[0] for e in found.report.explained} >= {"Sheet2", "Notes"}


def test_one_label_alone_makes_no_tab_beside_the_plan() -> None:
    """It may be about anything; two of different kinds are enough, or a title that says so."""
    owner, version = ("Owner", "Finance"), ("Version", "2.3")

    assert "beside" not in plan_with(tab("Sheet2", ("Budget",), owner)).extra
    assert "beside" in plan_with(tab("Sheet2", ("Budget",), owner, version)).extra
    assert "beside" in plan_with(tab("Read me", ("Budget",), owner)).extra


def test_lines_around_the_tables_of_the_plan_are_kept() -> None:
    """Its version above, a note below; the report still says why they are no events."""
    track = Tab(
        "Track",
        (
            ("Version 2.3 of 9 November",),
            (),
            *TRACK.rows,
            (),
            ("Note: amounts are in pounds unless the currency says otherwise.",),
        ),
    )

    found = plan_from_tabs([track], name="Quillmoor plan")

    assert kinds(found)[0] == ("version", "Version", "2.3 of 9 November")
    assert kinds(found)[1][2].startswith("Note: amounts are in pounds")
    assert "Track!A1" in [one.origin for one in found.report.explained]


def test_a_line_below_a_table_without_a_header_is_kept_as_well() -> None:
    """Its place is counted in the sheet as it stands."""
    events = (
        ("Gear Rented", "rental_id, total"),
        ("Gear Returned", "rental_id, days"),
        ("Gear Searched", "query, result_count"),
        ("Gear Sold", "order_id, total"),
    )

    found = plan_from_tabs([Tab("gear", (*events, (), ("Version: 3",)))], name="gear.csv")

    assert [rule.key for rule in found.rules] == [name for name, _ in events]
    assert kinds(found) == [("version", "Version", "3")]


def test_a_plan_with_nothing_beside_it_stays_as_it_is() -> None:
    """Nothing is added to what other plans hold."""
    assert plan_with().extra == {}


def test_a_label_that_only_begins_like_a_version_needs_a_number_to_be_one() -> None:
    """`Data dictionary` and what it holds is no version of the plan."""
    plan = plan_with(
        tab("Overview", ("Version", "v2"), ("Owner", "Nora"), ("Data Dictionary", "All values")),
    )

    assert ("version", "Version", "v2") in kinds(plan)
    assert not plan.report.doubts
