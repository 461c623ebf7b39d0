"""Behaviour of `segkit.widgets.consent`: `[consent]` is entered by ticks, without a browser."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.consent_categories import enter_category
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.facts.known import Facts
from segkit.guide.guide import open_guide
from segkit.rows.forms.consent_form import planned_categories
from segkit.widgets import ConsentWidget
from tests.doubles.cases import Build

Send = Callable[..., dict[str, object]]
Whole = Callable[[ConsentWidget], str]
MIXPANEL = "15fedcc43324409c0db0bc64"


@pytest.fixture
def demo(tmp_path: Path) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path / "demo")


@pytest.fixture
def form(demo: Engagement) -> ConsentWidget:
    """Its form."""
    return ConsentWidget(Facts(demo))


def entered(demo: Engagement) -> object:
    """What the file says by now."""
    return read_engagement(demo.folder).consent


def add(send: Send, form: ConsentWidget, category: str) -> dict[str, object]:
    """A category is added, as its field does it."""
    return send(form, "add", fields={"category": category})


def item(category: str, destination: str = MIXPANEL) -> str:
    """What a tick is about."""
    return json.dumps([category, destination])


def ticks(whole: str) -> dict[str, bool]:
    """Every tick by what it says."""
    found = re.findall(r'<input type="checkbox".*?aria-label="(.*?)"( checked)?>', whole)
    return {html.unescape(label): bool(checked) for label, checked in found}


def test_ticks_are_saved_for_the_type_of_a_destination(
    demo: Engagement, form: ConsentWidget, send: Send, shown: Whole
) -> None:
    """Through the file, with every other line as it was; the form shows what is there."""
    before = demo.file.read_text(encoding="utf-8")
    add(send, form, " advertising ")

    answer = send(form, "place", item("advertising"), "true")

    assert (answer["saved"], answer["said"]) == (True, "")
    assert entered(demo) == {"advertising": ("Mixpanel (Legacy)",)}
    assert demo.file.read_text(encoding="utf-8").startswith(before.rstrip())
    assert [label for label, is_in in ticks(shown(form)).items() if is_in] == [
        "Mixpanel (Legacy) is in advertising"
    ]
    send(form, "place", item("advertising"), "false")
    assert entered(demo) == {"advertising": ()}


def test_no_category_and_not_known_are_two_things(
    demo: Engagement, form: ConsentWidget, send: Send, shown: Whole
) -> None:
    """The one is said by a button, the other is how it begins."""
    assert "is not known" in shown(form)

    send(form, "none")
    assert entered(demo) == {}
    assert "holds nothing back" in shown(form)
    send(form, "unknown")
    assert entered(demo) is None
    add(send, form, "ads")
    assert send(form, "none")["problem"]
    send(form, "forget", "ads")
    assert entered(demo) is None


def test_every_change_is_taken_back(demo: Engagement, form: ConsentWidget, send: Send) -> None:
    """The last first; what somebody else entered meanwhile stays."""
    add(send, form, "ads")
    send(form, "place", item("ads"), "true")
    send(form, "forget", "ads")
    enter_category(demo, "theirs", [])

    assert send(form, "undo")["said"] == "Taken back: Taken out: ads."
    assert entered(demo) == {"theirs": (), "ads": ("Mixpanel (Legacy)",)}
    assert "Mixpanel (Legacy) is in ads." in str(send(form, "undo")["said"])
    send(form, "undo")
    assert entered(demo) == {"theirs": ()}
    assert send(form, "undo")["problem"]
    add(send, form, "ads")
    enter_category(demo, "ads", [MIXPANEL])
    assert "Somebody else" in str(send(form, "undo")["problem"])
    assert entered(demo) == {"theirs": (), "ads": ("Mixpanel (Legacy)",)}


@pytest.mark.parametrize(
    ("category", "says"),
    [("", "no id"), ("1st", "no digit"), ("a" * 20_000, "1 to 34"), ("a\x07b", "no id")],
)
def test_what_cannot_be_an_id_is_refused(
    demo: Engagement, form: ConsentWidget, send: Send, category: str, says: str
) -> None:
    """With the sentence of the command, and nothing is written."""
    before = demo.file.read_bytes()

    problem = str(add(send, form, category)["problem"])

    assert says in problem
    assert len(problem) < 400
    assert demo.file.read_bytes() == before


def test_what_is_there_already_keeps_its_destinations(
    demo: Engagement, form: ConsentWidget, send: Send
) -> None:
    """Added twice is not emptied, and a tick of a category that is gone brings none back."""
    enter_category(demo, "ads", [MIXPANEL])

    assert "already" in str(add(send, form, "ads")["problem"])
    assert "not entered any more" in str(send(form, "place", item("gone"), "true")["problem"])
    assert send(form, "place", item("ads", "nowhere"), "true")["problem"]
    assert send(form, "place", "nonsense", "true")["problem"]
    assert entered(demo) == {"ads": ("Mixpanel (Legacy)",)}


def test_what_names_no_destination_is_shown_and_can_be_taken_out(
    demo: Engagement, send: Send, shown: Whole
) -> None:
    """An SA may have written it by hand."""
    text = demo.file.read_text(encoding="utf-8")
    demo.file.write_text(
        text + '\n[consent]\nads = ["Mixpanell", "Mixpanel (merchandising team)"]\n'
    )
    form = ConsentWidget(Facts(read_engagement(demo.folder)))

    assert "names Mixpanell, which is no destination" in re.sub("<.*?>", "", shown(form))
    send(form, "leave", item("ads", "Mixpanell"))
    assert entered(demo) == {"ads": ("Mixpanel (merchandising team)",)}
    send(form, "place", item("ads"), "false")
    assert entered(demo) == {"ads": ()}


def test_a_read_only_file_keeps_what_it_says(
    demo: Engagement, form: ConsentWidget, send: Send
) -> None:
    """The answer says so; nothing counts as saved."""
    demo.file.chmod(0o444)

    answer = add(send, form, "ads")

    assert "read-only" in str(answer["problem"])
    assert "saved" not in answer
    assert entered(demo) is None


def test_saved_means_read_back(
    form: ConsentWidget, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that does not say what was written is no place where it is saved."""
    monkeypatch.setattr("segkit.engagement.toml.saving.write_own", lambda *_: None)

    assert "does not say what was saved" in str(add(send, form, "ads")["problem"])


def test_hostile_names_are_shown_escaped(form: ConsentWidget, send: Send, shown: Whole) -> None:
    """In attributes too."""
    add(send, form, 'a"><img src=x onerror=b()>')

    assert "<img" not in shown(form)
    assert 'Mixpanel (Legacy) is in a"><img src=x onerror=b()>' in ticks(shown(form))


def test_planned_categories_are_offered(build: Build) -> None:
    """A plan names their ids where its calls carry preferences."""
    field = build.field("context", "consent", "categoryPreferences", "ads")

    assert planned_categories(build.plan(build.event("Order Completed", field))) == ("ads",)
    assert planned_categories(None) == ()


def test_what_is_entered_counts_at_the_next_call(demo: Engagement, send: Send) -> None:
    """In the same kernel, for whatever asks where a call goes, and for the to-dos."""
    guide = open_guide(str(demo.folder))
    form = guide.consent()
    assert isinstance(form, ConsentWidget)
    assert guide.facts.case is not None
    assert guide.facts.case.consents is None

    add(send, form, "ads")
    send(form, "place", item("ads"), "true")
    guide.matrix()

    assert guide.facts.case.consents is not None
    assert set(guide.facts.case.consents.by_type.values()) == {("ads",)}
    assert guide.facts.engagement.consent == {"ads": ("Mixpanel (Legacy)",)}


def test_who_may_not_write_has_no_form(demo: Engagement) -> None:
    """Nor a word on how to enter something."""
    shown = open_guide(str(demo.folder), read_only=True).consent()

    assert not isinstance(shown, ConsentWidget)
    assert "segkit consent" not in shown.view.html
