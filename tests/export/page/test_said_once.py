"""Behaviour of `segkit.export.page.said_once`: what many cards share stands on the page once."""

from __future__ import annotations

import pytest

from segkit.export.page.said_once import said_once

ONE, TWO, THREE = (
    f"<li><b>{name}</b> {'all fields ' * 9}\n" for name in ("Beacon", "Lamp", "Torch")
)


def listed(*lines: str, kind: str = "received") -> str:
    """A list of receivers."""
    return f"<ul class=sk-{kind}>{''.join(lines)}</ul>"


def test_a_list_that_stood_before_is_a_link_to_it() -> None:
    """In whatever block; a short one, and one of another kind, stay."""
    long, other = listed(ONE, TWO), listed(ONE, TWO, kind="silent")
    short = "<ul class=sk-received><li>Lamp</ul>"

    first, second = said_once([f"{long}{short}{long}", f"{other}{long}{short}"])

    link = "<p><a data-as href=#as1>As in this list</a>"
    assert first == f"{long.replace('<ul', '<ul id=as1')}{short}{link}"
    assert second == f"{other}{link}{short}"


def test_a_list_like_another_says_only_what_is_not_the_same() -> None:
    """An entry of the same name is another, and a further one comes last."""
    changed, further = TWO.replace("all", "few"), THREE
    whole = listed(ONE, TWO)

    [page] = said_once([f"{whole}{listed(ONE, changed, further)}"])

    link = "<li><a data-as href=#as1>As in this list, but for:</a>"
    assert page.endswith(f"{listed(link + chr(10) + changed, further)}")
    assert page.count(ONE) == 1


@pytest.mark.parametrize(
    "lines",
    [(TWO, ONE), (ONE,), (THREE, ONE, TWO), (ONE, ONE.replace("all", "few"), TWO)],
    ids=["another order", "one fewer", "a new one first", "two of one name"],
)
def test_a_list_that_cannot_be_made_of_another_stands_whole(lines: tuple[str, ...]) -> None:
    """The script only exchanges entries and adds some."""
    whole = listed(*lines)

    [page] = said_once([f"{listed(ONE, TWO)}{whole}"])

    assert page.endswith(whole)


def test_cards_with_the_same_ways_from_every_source_share_them_all() -> None:
    """The first of them has all in one place, with lists that are meant by themselves too."""
    lists = [listed(ONE, TWO), listed(TWO, THREE)]
    ways = (
        f"<div class=sk-ways><p class=sk-from>From A{'<p class=sk-from>From B'.join(lists)}</div>"
    )
    other = ways.replace("From A", "From C")

    first, second, third = said_once([ways, other, ways])

    assert first.startswith("<div id=ways1 class=sk-ways><p class=sk-from>From A<ul id=as1 ")
    assert second.count("<a data-as href=#as") == 2
    assert "sk-ways" not in second
    assert third == "<p><a data-as href=#ways1>As in this list</a>"


def test_the_same_fact_below_two_rows_is_a_link_too() -> None:
    """Of whom receive a trait, where that is many."""
    fact = f"<dt>Received by<dd>{'Beacon, ' * 30}<dt>Planned in<dd>A1</dl>"

    [page] = said_once([fact + fact])

    assert page.count("Beacon") == 30
    assert "<dd><a data-as href=#as1>As in this list</a><dt>Planned in" in page


def test_calls_that_have_cards_are_counted_below_a_destination() -> None:
    """Their names come from the cards; a few stand as they are."""
    lines = "<li data-n=9><span>A, B</span> <small>as C</small><li>D"

    assert said_once([listed(lines, kind="calls-of")]) == [
        listed("<li data-n>9 calls <small>as C</small><li>D", kind="calls-of")
    ]


def test_tables_with_the_same_headings_have_them_once() -> None:
    """In each block, since each has a list of its own; other headings stay."""
    table = '<table class="sk-grid sk-props"><thead><tr><th>A\n<tbody><tr><td>b</table>'
    bare = table.replace("<thead><tr><th>A\n", "")
    other = table.replace("<th>A", "<th>B")

    assert said_once([f"{table}{table}{other}", table]) == [f"{table}{bare}{other}", table]
