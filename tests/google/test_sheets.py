"""Behaviour of `segkit.google.sheets`, against a stand-in for Google on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from segkit.errors import GoogleAccessError, PullError, SegkitError, SheetNotSharedError, UsageError
from segkit.google import client as google_client
from segkit.google import sheets
from segkit.google.access import Access, find_access
from segkit.google.sheets import read_plan_from_sheet, read_sheet
from segkit.patience import Pause
from segkit.plans.grids.grid import Merge
from segkit.plans.grids.workbook import read_workbook
from segkit.plans.tables import Profile, TabProfile, plan_from_tabs

if TYPE_CHECKING:
    from tests.doubles.google_sheets import GoogleSheets

KEY = "1QuillmoorPlan0000000000000000000000000000Ab"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"
API_KEY = "AIzaInventedKeyForTests"

TRACK = (
    ("Quillmoor Supply: events", None, None, None),
    ("Event Name", "Property", "Type", "Required"),
    ("Order Completed", "total", "number", True),
    (None, "items", "integer", False),
    ("Order Refunded", "reason", "string", True),
)
IDENTIFY = (
    ("Trait", "Type", "Example"),
    ("email", "string", "a@quillmoor.example"),
    ("age", "integer", 42),
)


@pytest.fixture
def access(google: GoogleSheets) -> Access:
    """An API key that the stand-in takes."""
    return find_access(
        {"GOOGLE_API_KEY": API_KEY, "SEGKIT_GOOGLE_API_URL": google.url}, Path("nowhere")
    )


@pytest.fixture
def plan(google: GoogleSheets, doubles: ModuleType) -> GoogleSheets:
    """The stand-in with one small plan under `KEY`."""
    tab = doubles.TabOf
    google.books[KEY] = doubles.Book(
        "Quillmoor plan",
        [tab("Track", TRACK, merges=[(0, 0, 0, 3), (2, 0, 3, 0)]), tab("Identify", IDENTIFY)],
    )
    return google


def never(pause: Pause) -> None:
    """No test without a busy Google waits."""
    pytest.fail(f"waited: {pause}")


def test_forty_tabs_take_two_requests(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """However many tabs: one request for what there is, one for the cells."""
    google.books[KEY] = doubles.Book(
        "Big", [doubles.TabOf(f"Tab {n}", [[f"cell of {n}"]]) for n in range(40)]
    )

    sheet = read_sheet(ADDRESS, access, wait=never)

    assert [tab.rows for tab in sheet.tabs] == [((f"cell of {n}",),) for n in range(40)]
    assert len(google.asked) == 2


def test_long_and_odd_tab_titles_do_not_break_the_request(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """A query too long for an address is sent as a form; quotes and signs in titles survive."""
    titles = ["it's", "A1", "a&b=c", "100%", "a!b", *(f"Перегляд {n} " * 9 for n in range(60))]
    google.books[KEY] = doubles.Book("Long", [doubles.TabOf(t, [[t]]) for t in titles])

    sheet = read_sheet(ADDRESS, access, wait=never)

    assert [(tab.title, tab.rows) for tab in sheet.tabs] == [(t, ((t,),)) for t in titles]
    assert [(one.method, one.sent_as) for one in google.asked] == [("GET", "GET"), ("GET", "POST")]


def test_each_tab_keeps_its_link_merges_and_hidden_mark(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """What the guide links to, and what the table reader needs."""
    google.books[KEY] = doubles.Book(
        "Plan",
        [
            doubles.TabOf("Track", TRACK, merges=[(0, 0, 0, 3)]),
            doubles.TabOf("Old", TRACK, hidden=True),
        ],
    )

    sheet = read_sheet(KEY, access, wait=never)

    assert sheet.title == "Plan"
    assert sheet.url == f"https://docs.google.com/spreadsheets/d/{KEY}/edit"
    assert [tab.url for tab in sheet.tabs] == [f"{sheet.url}#gid=0", f"{sheet.url}#gid=1111"]
    assert sheet.tabs[0].merged == (Merge(0, 0, 0, 3),)
    assert [tab.hidden for tab in sheet.tabs] == [False, True]


def test_cells_read_like_those_of_a_workbook(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """No thousands separators, no `WAHR`: the sheet's language does not change the plan."""
    google.books[KEY] = doubles.Book(
        "P", [doubles.TabOf("T", [[12345678901, 1.5, 2.0, True, False, None, " x "], [], ["y"]])]
    )

    [tab] = read_sheet(KEY, access, wait=never).tabs

    assert tab.rows == (("12345678901", "1.5", "2", "TRUE", "FALSE", "", " x "), (), ("y",))


def test_error_cells_hidden_rows_and_charts_are_noted(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """Nothing is silently dropped: each has a note."""
    rows = [["Event"], ["Order Completed", "#REF!"], ["Cart Viewed"]]
    google.books[KEY] = doubles.Book(
        "P",
        [
            doubles.TabOf("Track", rows, hidden_rows=frozenset({1, 2})),
            doubles.TabOf("Funnel", kind="OBJECT"),
            doubles.TabOf("Blank"),
        ],
    )

    track, funnel, blank = read_sheet(KEY, access, wait=never).tabs

    assert track.rows[1] == ("Order Completed", "")
    assert track.notes == (
        "Track: 2 hidden rows were read like all others.",
        "Track: 1 cells hold a spreadsheet error and were read as empty (B2).",
    )
    assert funnel.notes == ("Funnel: the tab is a chart; there are no cells to read.",)
    assert (blank.rows, blank.notes) == ((), ())


@pytest.mark.usefixtures("plan")
def test_a_plan_reads_the_same_from_google_and_from_a_workbook(
    access: Access, tmp_path: Path
) -> None:
    """The same cells make the same rules, whichever way they came."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in (("Track", TRACK), ("Identify", IDENTIFY)):
        tab = book.create_sheet(title)
        for row in rows:
            tab.append(row)
    book["Track"].merge_cells("A1:D1")
    book["Track"].merge_cells("A3:A4")
    book.save(tmp_path / "plan.xlsx")

    from_google = read_plan_from_sheet(ADDRESS, access, wait=never)
    from_file = plan_from_tabs(read_workbook(tmp_path / "plan.xlsx"), name="Quillmoor plan")

    assert from_google.rules == from_file.rules
    assert from_google.report == from_file.report
    assert [rule.title for rule in from_google.rules] == [
        "Order Completed",
        "Order Refunded",
        "identify",
    ]


@pytest.mark.usefixtures("plan")
def test_the_plan_knows_where_people_open_it(access: Access) -> None:
    """Link of the whole sheet and of each tab, for the cover and the Identify page."""
    found = read_plan_from_sheet(ADDRESS, access, wait=never)

    assert found.name == "Quillmoor plan"
    assert found.url == f"https://docs.google.com/spreadsheets/d/{KEY}/edit"
    assert found.tabs == {"Track": f"{found.url}#gid=0", "Identify": f"{found.url}#gid=1111"}


def test_hidden_tabs_are_listed_and_read_only_when_asked(
    google: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """The saved reading may ask for a hidden tab; a chart beside them does no harm."""
    tab = doubles.TabOf
    google.books[KEY] = doubles.Book(
        "P",
        [tab("Track", TRACK), tab("Identify", IDENTIFY, hidden=True), tab("Funnel", kind="OBJECT")],
    )

    skipped = read_plan_from_sheet(KEY, access, wait=never)
    wanted = read_plan_from_sheet(
        KEY, access, wait=never, profile=Profile({"Identify": TabProfile(skip=False)})
    )

    assert skipped.of("identify") == ()
    assert "Identify: hidden tab, not read (3 rows)." in skipped.report.notes
    assert "Funnel: the tab is a chart; there are no cells to read." in skipped.report.notes
    assert len(wanted.of("identify")) == 1


def test_requests_and_answers_fit_the_published_api(
    plan: GoogleSheets, discovery: ModuleType, access: Access
) -> None:
    """What is asked exists in Google's discovery document, and so does all that the stand-in says."""
    document = discovery.sheets_v4()
    common = document["parameters"]

    read_sheet(KEY, access, wait=never)

    for asked, body in plan.answered:
        method = discovery.method_of(document, asked.method, asked.path)
        assert set(asked.query) <= set(method["parameters"]) | set(common)
        for name, values in asked.query.items():
            allowed = (method["parameters"].get(name) or common[name]).get("enum", values)
            assert set(values) <= set(allowed)
        assert list(discovery.faults(document, method["response"], body)) == []
        assert "https://www.googleapis.com/auth/spreadsheets.readonly" in method["scopes"]


def unknown_in(
    document: Mapping[str, Any], schema: Mapping[str, Any], tree: Mapping[str, Any]
) -> Iterator[str]:
    """Names of a field mask that the schema does not have."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = document["schemas"][schema["$ref"]] if "$ref" in schema else schema["items"]
    for name, inner in tree.items():
        if name not in schema.get("properties", {}):
            yield name
        else:
            yield from unknown_in(document, schema["properties"][name], inner)


def test_the_field_mask_names_only_fields_that_exist(
    doubles: ModuleType, discovery: ModuleType
) -> None:
    """Google refuses a mask with an unknown name."""
    document = discovery.sheets_v4()
    spreadsheet = {"$ref": "Spreadsheet"}

    assert list(unknown_in(document, spreadsheet, doubles.parsed(sheets._FIELDS))) == []
    assert list(unknown_in(document, spreadsheet, doubles.parsed("sheets(hid)"))) == ["hid"]


def test_whoever_may_not_read_is_told_how_to_get_in(plan: GoogleSheets, access: Access) -> None:
    """An API key opens only what everyone may see."""
    plan.books[KEY].readers = frozenset({"owner@quillmoor.example"})

    with pytest.raises(SheetNotSharedError, match="Anyone with the link") as caught:
        read_sheet(KEY, access, wait=never)

    assert KEY in caught.value.problem
    assert API_KEY not in str(caught.value)


def test_a_sheet_that_is_not_there_says_so(google: GoogleSheets, access: Access) -> None:
    """404 names the address and asks for another."""
    with pytest.raises(PullError, match=r"There is no Google Sheet at .*404"):
        read_sheet(KEY, access, wait=never)

    assert len(google.asked) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((403, "PERMISSION_DENIED", "SERVICE_DISABLED"), "has not enabled the Google Sheets API"),
        ((403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), "sign in again and tick"),
        ((403, "PERMISSION_DENIED", "API_KEY_SERVICE_BLOCKED"), "restricted to other APIs"),
        ((400, "INVALID_ARGUMENT", "API_KEY_INVALID"), "is not valid"),
        ((400, "FAILED_PRECONDITION", ""), "File > Save as Google Sheets"),
        ((400, "INVALID_ARGUMENT", ""), "Google says: 'Said by …'"),
        ((401, "UNAUTHENTICATED", ""), "does not accept the API key"),
    ],
)
def test_each_refusal_has_its_next_step(
    plan: GoogleSheets,
    doubles: ModuleType,
    access: Access,
    answer: tuple[int, str, str],
    words: str,
) -> None:
    """Google's own reason decides what to do; what it repeats of the key is taken out."""
    status, code, reason = answer
    _, body = doubles.refusal(status, code, f"Said by {API_KEY}", reason=reason)
    plan.canned.extend(doubles.Canned(status, body) for _ in range(3))  # 401 is tried thrice

    with pytest.raises(PullError) as caught:
        read_sheet(KEY, access, wait=never)

    assert words in str(caught.value)
    assert API_KEY not in str(caught.value)


def test_waiting_is_told_and_retry_after_is_honoured(
    plan: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """Each wait is one line; seconds come from Google where it names them, else they double."""
    pauses: list[str] = []
    plan.canned.extend(
        [
            doubles.Canned(429, {"error": "busy"}, {"Retry-After": "8"}),
            doubles.Canned(503, b"<html>Service Unavailable</html>"),
            doubles.Canned(429, b"", {"Retry-After": "soon"}),
        ]
    )

    read_sheet(KEY, access, wait=lambda pause: pauses.append(str(pause)))

    assert pauses == [
        "Google asks to wait 8 s (1 of 5)",
        "Google has a problem (503): waiting 4 s (2 of 5)",
        "Google asks to wait 8 s (3 of 5)",
    ]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_waiting_ends(plan: GoogleSheets, doubles: ModuleType, access: Access, status: int) -> None:
    """After five waits there is an error, not a sixth."""
    pauses: list[Pause] = []
    plan.canned.extend(doubles.Canned(status, b"<html>busy</html>") for _ in range(50))

    with pytest.raises(PullError, match=f"{status}.*segkit waited 62 s in all"):
        read_sheet(KEY, access, wait=pauses.append)

    assert [pause.seconds for pause in pauses] == [2, 4, 8, 16, 32]
    assert len(plan.asked) == 6


def test_a_wait_of_an_hour_is_refused_at_once(
    plan: GoogleSheets, doubles: ModuleType, access: Access
) -> None:
    """A workshop does not wait an hour."""
    plan.canned.append(doubles.Canned(429, {}, {"Retry-After": "3600"}))

    with pytest.raises(PullError, match="the next wait would be 60 min"):
        read_sheet(KEY, access, wait=never)


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html><title>Hotel sign-in</title></html>"),
        (200, b""),
        (200, b"\xff\xfe\x00"),
        (200, b"[" * 100_000),
        (200, []),
        (200, {}),
        (200, {"properties": {"title": "P"}, "sheets": "none"}),
        (200, {"properties": {"title": "P"}, "sheets": [{"properties": None}, 7]}),
        (200, {"properties": ["title"], "sheets": [{}]}),
        (302, b"", {"Location": "http://127.0.0.1:9/portal"}),
    ],
)
def test_what_is_no_answer_of_google_is_called_so(
    plan: GoogleSheets, doubles: ModuleType, access: Access, answer: tuple[Any, ...]
) -> None:
    """A proxy's page, half an answer, a redirect: one clear error, never a crash."""
    plan.canned.append(doubles.Canned(*answer))

    with pytest.raises(PullError, match="not an answer of Google Sheets"):
        read_sheet(KEY, access, wait=never)


@pytest.mark.parametrize("body", [{}, {"valueRanges": [{}]}, {"valueRanges": 7}])
def test_missing_tabs_in_the_answer_stop_the_reading(
    plan: GoogleSheets, doubles: ModuleType, access: Access, body: object
) -> None:
    """Never half a plan."""
    first = plan.answer(
        doubles.Asked("GET", f"/v4/spreadsheets/{KEY}", {}, {"x-goog-api-key": API_KEY}, "GET")
    )
    plan.canned.extend([doubles.Canned(*first), doubles.Canned(200, body)])

    with pytest.raises(PullError, match="of the 2 tabs asked for"):
        read_sheet(KEY, access, wait=never)


@pytest.mark.parametrize(
    "body", [{"error": "text"}, {"error": {}}, {"error": {"details": [7]}}, [], b"\xff"]
)
def test_odd_error_bodies_are_still_refusals(
    plan: GoogleSheets, doubles: ModuleType, access: Access, body: object
) -> None:
    """Some of these break gspread itself: its `APIError` takes them apart in its constructor."""
    plan.canned.append(doubles.Canned(403, body))

    with pytest.raises(SheetNotSharedError):
        read_sheet(KEY, access, wait=never)


def test_a_google_that_does_not_answer_is_given_up(
    plan: GoogleSheets, doubles: ModuleType, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A time limit stands on every request."""
    monkeypatch.setattr(google_client, "TIMEOUT", (1.0, 0.05))
    plan.canned.append(doubles.Canned(200, {}, delay=5))

    with pytest.raises(PullError, match="did not answer in time"):
        read_sheet(KEY, access, wait=never)


def test_no_network_is_said_plainly(google: GoogleSheets) -> None:
    """Nothing listens there."""
    closed = {"GOOGLE_API_KEY": API_KEY, "SEGKIT_GOOGLE_API_URL": "http://127.0.0.1:9"}

    with pytest.raises(PullError, match="could not be reached") as caught:
        read_sheet(KEY, find_access(closed, Path("nowhere")), wait=never)

    assert google.asked == []
    assert API_KEY not in str(caught.getrepr(chain=True))


@pytest.mark.usefixtures("plan")
def test_a_sheet_too_large_is_refused_by_its_size(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are those of files."""
    monkeypatch.setattr(sheets, "MAX_ROWS", 4)

    with pytest.raises(PullError, match="tab 'Track' has 5 rows"):
        read_sheet(KEY, access, wait=never)


def test_an_address_that_is_none_asks_nobody(google: GoogleSheets, access: Access) -> None:
    """The key is looked for first."""
    with pytest.raises(UsageError):
        read_sheet("https://docs.google.com/document/d/abc/edit", access, wait=never)

    assert google.asked == []


def test_every_error_is_segkits_own() -> None:
    """`except SegkitError` catches them all."""
    assert issubclass(GoogleAccessError, PullError)
    assert issubclass(SheetNotSharedError, SegkitError)
