"""Behaviour of `segkit.rows.plan.cards`: a planned call with who sends and receives it, and its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.covered import Open
from segkit.delivery.receipts import Receipt
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.model.workspace import Workspace
from segkit.render.tree import div, html_of
from segkit.rows.plan import card_parts, cards
from segkit.rows.plan.cards import Card, Cards, Receiver
from segkit.rows.row import Showing, all_rows
from segkit.snippets.payload import example_payload
from segkit.validation import PlanCheck

if TYPE_CHECKING:
    from tests.rows.conftest import Parse


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("cards") / "demo"))


def rule_named(facts: Facts, name: str, version: int = 1) -> Rule:
    """A planned event."""
    assert facts.plan is not None
    return next(r for r in facts.plan.rules if (r.key, r.version) == (name, version))


def text_of(card: Card, parse: Parse) -> str:
    """What the page says below the fields."""
    return parse(str(html_of(*card_parts.below(card)))).text


def test_each_card_names_whom_coverage_names(facts: Facts) -> None:
    """Every current call of the demo: receivers and tests together are those of coverage."""
    deck = Cards(facts)

    for call in facts.call_coverage:
        card = deck.of(call.rule)
        named = {one.destination for one in card.receivers} | set(card.tests)
        expected = {facts.names[one.destination_id] for one in call.receipts}
        assert expected <= named, call.rule.title
        assert not named & set(dict(card.silent)), call.rule.title
        assert set(card.warehouses) == {facts.names[one] for one in call.warehouses}


def test_whom_a_card_says_to_get_nothing_gets_nothing_on_the_route(facts: Facts) -> None:
    """The example call is followed from every sender; nothing of it arrives there."""
    assert facts.case is not None
    checked = 0
    for rule in facts.case.coverage.rules():
        nothing = set(dict(Cards(facts).of(rule).silent))
        for source in facts.case.coverage.senders(rule) if nothing else ():
            call = {"type": rule.call, **example_payload(rule)}
            for outcome in facts.route(call, source).outcomes:
                if outcome.name in nothing:
                    checked += 1
                    assert outcome.result == "not delivered", (rule.title, outcome.name)

    assert checked > 20


def test_fields_that_arrive_are_counted_out_the_shorter_way(facts: Facts) -> None:
    """All, all but a few, or a few; Facebook's two are said to be uncertain, and why."""
    card = Cards(facts).of(rule_named(facts, "Order Completed", 2))

    by_name = {one.destination: one for one in card.receivers}
    assert by_name["Kinesis - raw events"].gets == "all fields"
    facebook = by_name["Facebook Conversions API"]
    assert (facebook.gets, facebook.fields) == ("2 of 22 fields:", ("revenue", "currency"))
    assert facebook.missing == ("what its insert function does",)
    assert facebook.how == ("Cloud mode", "Purchase")


def test_production_comes_first_and_tests_are_named_apart(facts: Facts, parse: Parse) -> None:
    """A tool that only staging feeds is no receiver of the shop's events."""
    card = Cards(facts).of(rule_named(facts, "Product Viewed"))

    assert card.senders[0] == "Quillmoor web (production)"
    said = parse(str(html_of(div(card_parts.sent_by(card))))).text
    assert said.endswith(", and 4 in staging and development")
    assert "(dev)" not in said
    assert "Amplitude - test project" in card.tests
    assert all("(dev" not in one.source and "staging" not in one.source for one in card.receivers)


def test_code_is_in_the_languages_of_the_senders(facts: Facts) -> None:
    """The server's event has the server's languages, an app's event that of apps."""
    deck = Cards(facts)

    order = [tab.language for tab in deck.of(rule_named(facts, "Order Completed", 2)).code]
    viewed = [tab.language for tab in deck.of(rule_named(facts, "Product Viewed")).code]
    assert {"node", "python"} >= set(order[:2])
    assert "swift" not in order
    assert {"javascript", "swift", "kotlin"} <= set(viewed)


def test_what_is_kept_says_table_and_columns_that_are_named_otherwise(
    facts: Facts, parse: Parse
) -> None:
    """Snowflake's table of an event, and nothing about columns that have the field's own name."""
    deck = Cards(facts)

    viewed = text_of(deck.of(rule_named(facts, "Product Viewed")), parse)
    planned = text_of(deck.of(rule_named(facts, "Trail Planned")), parse)

    assert re.search(r"Kept in [^.]*, table product_viewed\.(?! Columns)", viewed)
    assert "Columns with other names: start_location.lat → start_location_lat" in planned


def test_what_is_not_known_is_never_said_to_arrive(parse: Parse) -> None:
    """An open destination, a condition and an assumption each stand in words."""
    card = Card(
        senders=("Shop",),
        receivers=(
            Receiver("Beacon", "Shop", (), "", missing=("whether it takes group calls",)),
            Receiver("Lantern", "Shop", ("Cloud mode",), "all fields", depends=("the sample",)),
            Receiver("Torch", "Shop", ("Cloud mode",), "all fields", certainty="assumed"),
        ),
        unsure=("Records",),
        warehouses=("Records",),
    )

    text = text_of(card, parse)

    assert "Beacon Not known: whether it takes group calls." in text
    assert "Lantern Cloud mode all fields Depends on the sample." in text
    assert "Torch Cloud mode all fields Assumed." in text
    assert "Not known of Records." in text


def test_nobody_receives_it_is_said_only_where_somebody_sends_it(parse: Parse) -> None:
    """Without a workspace a card says nothing of receivers."""
    assert text_of(Card(senders=("Shop",)), parse) == "No destination receives it."
    assert text_of(Card(), parse) == ""


def test_an_open_destination_is_a_receiver_of_which_it_is_not_known(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither among those that get nothing, nor silently left out."""
    assert facts.case is not None
    rule = rule_named(facts, "Gear Rented")
    idle = next(iter(dict(Cards(facts).of(rule).silent)))
    id_ = next(key for key, name in facts.names.items() if name == idle)
    calls = tuple(
        one._replace(open=(Open(id_, ("its mappings",)),)) if one.rule is rule else one
        for one in facts.call_coverage
    )
    monkeypatch.setitem(facts.__dict__, "call_coverage", calls)

    card = Cards(facts).of(rule)

    assert idle not in dict(card.silent)
    [found] = [one for one in card.receivers if one.destination == idle]
    assert (found.gets, found.missing, found.certainty) == ("", ("its mappings",), "not known")


def test_too_many_receivers_are_counted_by_tool(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, parse: Parse
) -> None:
    """A page of a large workspace stays a page, and the sum is that of the destinations."""
    monkeypatch.setattr(cards, "MOST_LISTED", 3)

    card = Cards(facts).of(rule_named(facts, "Product Viewed"))

    [call] = [one for one in facts.call_coverage if one.rule.key == "Product Viewed"]
    assert card.receivers == ()
    sure = [one for one in call.receipts if one.certainty != "not known"]
    assert card.reached == len(sure) < len(call.receipts)
    assert f"Received by {card.reached} destinations: " in text_of(card, parse)
    assert f"Not known of {card.doubtful} more." in text_of(card, parse)
    assert card.reached + card.doubtful == len(call.receipts) + len(call.open)
    assert "(4)" in text_of(card, parse)


def test_names_are_cut_and_counted_where_a_card_would_be_mostly_names(parse: Parse) -> None:
    """A name of 500 letters, and 40 senders."""
    card = Card(
        senders=tuple(f"Source {number}" for number in range(40)),
        receivers=(Receiver("x" * 500, "Shop", ("Cloud mode",), "all fields"),),
    )

    assert len(text_of(card, parse)) < 550
    assert text_of(card, parse).endswith("Source 7, 32 more: no destination receives it.")
    assert parse(str(html_of(div(card_parts.sent_by(card))))).text.endswith("Source 7, 32 more")


def test_large_plans_and_long_code_leave_code_out(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the card stays."""
    rule = rule_named(facts, "Product Viewed")
    monkeypatch.setattr(cards, "LONGEST_CODE", 10)
    assert Cards(facts).of(rule).code == ()
    monkeypatch.undo()
    monkeypatch.setattr(cards, "MOST_WITH_CODE", 10)

    assert Cards(facts).of(rule).code == ()
    assert Cards(facts).of(rule).receivers


def test_without_a_workspace_a_card_has_the_code_alone(tmp_path: Path) -> None:
    """In the first of the languages that are shown where no source is known."""
    engagement = create_demo(tmp_path / "demo")
    plain = Facts(read_engagement(engagement.folder))
    plain.snapshot = replace(plain.snapshot, workspace=None)

    card = Cards(plain).of(rule_named(plain, "Product Viewed"))

    assert [tab.language for tab in card.code] == ["javascript", "json"]
    assert replace(card, code=(), seen=None) == Card()


@pytest.mark.parametrize("row", ["track", "group", "pages"])
def test_each_planned_call_of_the_page_has_its_card(facts: Facts, row: str, parse: Parse) -> None:
    """On the page and in every other form, with the number of destinations in the list."""
    view = all_rows()[row].draw(Showing(facts))

    assert "Who receives it" in parse(view.html).text
    assert re.search(r"\d+ (properties|traits) · \d+ destinations", parse(view.html).text)
    assert "Who receives it" in view.text


def test_the_code_of_a_card_is_a_call_that_the_plan_accepts(facts: Facts) -> None:
    """Python's is read back by Python itself, and checked against the plan."""
    assert facts.plan is not None
    check, seen = PlanCheck(facts.plan), 0
    sent: list[dict[str, object]] = []

    class Analytics:
        """Keeps what it is called with."""

        def track(self, **call: object) -> None:
            """As `segment.analytics.track` takes it."""
            sent.append(call)

    for rule in facts.plan.of("track"):
        for tab in Cards(facts).of(rule).code:
            if tab.language == "python" and rule.version == 1:
                exec(tab.code, {"analytics": Analytics()})  # noqa: S102 - our own code
                call = {
                    {"user_id": "userId", "anonymous_id": "anonymousId"}.get(key, key): value
                    for key, value in sent.pop().items()
                }
                verdict = check.check({"type": "track", **call})
                assert not verdict.violations, (rule.title, verdict.violations)
                seen += 1

    assert seen > 3


def test_a_receipt_without_planned_fields_is_one_of_the_call(facts: Facts) -> None:
    """Signed Out has no properties; who gets it gets the call."""
    card = Cards(facts).of(rule_named(facts, "Signed Out"))

    assert {one.gets for one in card.receivers if not one.missing} == {"the call"}
    assert Receipt("d", "").certain


Change = Callable[[Workspace], Workspace]


@pytest.mark.parametrize(
    "change",
    [
        lambda w: replace(w, destinations=(), not_available={"destinations": "refused"}),
        lambda w: replace(w, warehouses=(), not_available={"warehouses": "refused"}),
        lambda w: replace(
            w, sources=tuple(replace(s, enabled=s.catalog.slug != "javascript") for s in w.sources)
        ),
    ],
    ids=["destinations not read", "warehouses not read", "only servers could send pages"],
)
def test_what_could_not_be_read_is_not_said_to_receive_nothing(
    tmp_path: Path, change: Change, parse: Parse
) -> None:
    """Every call of the demo has its card, and one of which all is open says so."""
    facts = Facts(create_demo(tmp_path / "demo"))
    assert facts.snapshot.workspace is not None
    facts.snapshot = replace(facts.snapshot, workspace=change(facts.snapshot.workspace))

    for call in facts.call_coverage:
        text = text_of(Cards(facts).of(call.rule), parse)
        assert not (call.open and "No destination receives it." in text)
        assert call.receipts or not call.open or "Not known: " in text


def test_a_field_that_is_open_is_neither_said_to_arrive_nor_to_be_left_out(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, parse: Parse
) -> None:
    """It is named as not known, beside what is known of the others."""
    rule = rule_named(facts, "Order Completed", 2)
    [pixel] = [d for d in facts.destinations.values() if d.name == "Braze - orders and membership"]
    changed = tuple(
        one._replace(open=(Open(pixel.id, ("its mappings",)),))
        if one.rule is rule and one.field.dotted == "coupon"
        else one
        for one in facts.field_coverage
    )
    monkeypatch.setitem(facts.__dict__, "field_coverage", changed)

    card = Cards(facts).of(rule)

    [found] = [one for one in card.receivers if one.destination == pixel.name]
    assert (found.gets, found.open) == ("7 of 21 fields:", ("coupon",))
    assert "Not known of coupon." in text_of(card, parse)
