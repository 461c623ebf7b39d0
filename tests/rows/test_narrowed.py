"""Behaviour of `segkit.render.searchable`: an export shows what the SA filtered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from segkit.model.plan import Field, Rule
from segkit.render.searchable import Narrowing, fold
from segkit.render.view import View
from segkit.rows.plan.calls import planned_calls
from segkit.rows.plan.identify import TraitRow, identify_traits

TRAITS = (
    ("email", "string", "Where to write"),
    ("émail_hash", "string", "The same, hashed"),
    ("orders", "integer", "How many <b>orders</b>"),
    ("visits", "integer", "How often they came"),
)


def traits() -> View:
    """Four traits."""
    return identify_traits(
        [
            TraitRow(Field(("traits", name), (kind,), description=text))
            for name, kind, text in TRAITS
        ]
    )


@pytest.mark.parametrize(
    ("by", "left"),
    [
        (Narrowing("EMAIL"), 2),
        (Narrowing("how orders"), 1),
        (Narrowing("<b>"), 1),
        (Narrowing(filters={"type": "integer"}), 2),
        (Narrowing("came", {"type": "integer"}), 1),
        (Narrowing(filters={"description": "HASH"}), 1),
        (Narrowing(filters={"type": ""}), 4),
    ],
)
def test_the_same_rows_stay_as_in_the_browser(
    parse: Callable[..., Any], by: Narrowing, left: int
) -> None:
    """All words of the search, the very value of a choice, a part of any other column."""
    view = traits().narrowed(by)

    assert len(parse(view.html).ids()) == left


def test_a_sentence_says_what_was_left_out(parse: Callable[..., Any]) -> None:
    """Nothing is dropped in silence."""
    view = traits().narrowed(Narrowing("how", {"type": "integer"}))

    text = parse(view.html).text
    assert text.endswith("Chosen for this guide: 2 of 4 traits, by “how”, Type “integer”.")


def test_what_matches_nothing_any_more_changes_nothing() -> None:
    """A plan changes after the filter was kept; the guide keeps its section."""
    assert traits().narrowed(Narrowing("gone")) == traits()


def test_a_filter_of_a_column_that_is_gone_is_left_aside() -> None:
    """An old note breaks no export."""
    assert traits().narrowed(Narrowing(filters={"owner": "CRM"})) == traits()


def test_planned_calls_are_narrowed_too(parse: Callable[..., Any]) -> None:
    """Their rows are sections."""
    calls = planned_calls([Rule("track", "Order Completed"), Rule("track", "Left")], call="track")

    view = calls.narrowed(Narrowing("order"))

    assert parse(view.html).ids() == ["track-Order-Completed"]


def test_a_hostile_query_stays_text(parse: Callable[..., Any], hostile: str) -> None:
    """It comes from a file that anybody may edit."""
    view = traits().narrowed(Narrowing(filters={"type": "integer", "trait": hostile[:1]}))

    assert not parse(view.html).all("script")


def test_letters_fold_as_in_the_browser() -> None:
    """Case and accents do not count."""
    assert fold("CAFÉ ﬁn") == "cafe fin"
