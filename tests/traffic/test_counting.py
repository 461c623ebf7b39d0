"""Each call once, each judged; what is counted is what the calls say."""

from __future__ import annotations

from collections.abc import Callable

from segkit.traffic.captures.calls import Hints, Place, found_in
from segkit.traffic.counting.counter import Counting
from segkit.traffic.judge import Judge
from segkit.traffic.results.reckoning import Scope, verified
from segkit.traffic.results.verified import Verified

Call = dict[str, object]
Make = Callable[..., Call]


def result(counting: Counting, *values: object, hints: Hints = Hints()) -> Verified:  # noqa: B008 (frozen)
    """What comes of some JSON values, one a line."""
    for number, value in enumerate(values, 1):
        for found in found_in(value, Place("shop.jsonl", "line", number), hints):
            counting.take(found)
    return verified(counting.finish(), Scope(counting.judge))


def test_every_breach_stands_at_its_field(counting: Counting, order: Make) -> None:
    """With `*` for any element, counted once for each of them, and no value in it."""
    bad = order(2, total="12.50", products=[{"sku": "L-1"}, {}, {"sku": None}, {}])
    found = result(counting, order(), bad)

    seen = found.events[0]
    assert (seen.seen, seen.valid) == (2, 1)
    said = {
        (one.dotted, one.keyword): (one.expected, one.got, one.count) for one in seen.violations
    }
    assert said == {
        ("properties.total", "type"): ("number", "string", 1),
        ("properties.products[].sku", "required"): ("string", None, 2),
        ("properties.products[].sku", "type"): ("string", "null", 1),
    }
    assert seen.violations[0].example.where == "shop.jsonl line 2"


def test_a_copy_counts_once(counting: Counting, order: Make) -> None:
    """By its messageId; without one nothing says that it is a copy."""
    nameless = {key: value for key, value in order().items() if key != "messageId"}
    found = result(counting, order(), order(), nameless, nameless)

    assert (found.calls, found.duplicates) == (3, 1)


def test_a_retry_that_was_accepted_makes_up_for_the_attempt(judge: Judge, order: Make) -> None:
    """An attempt that stays one counts, and is said not to have been accepted."""
    from segkit.traffic.counting.senders import Senders

    counting = Counting(judge, Senders(None))
    for value, accepted in ((order(), False), (order(), True), (order(2), False)):
        for one in found_in(value, Place("a.har", "entry", 1), Hints(accepted=accepted)):
            counting.take(one)
    found = verified(counting.finish(), Scope(judge))

    assert (found.calls, found.duplicates, found.events[0].not_accepted) == (2, 1, 1)


def test_planned_and_not_seen_is_named_but_what_is_deprecated(
    counting: Counting, order: Make
) -> None:
    """In plan order, with the window in which it was not seen."""
    found = result(counting, order())

    assert [one.title for one in found.not_seen] == ['track "Lamp Lit"', "identify", 'page "Home"']
    assert "in this file, 2026-11-20 10:01 UTC" in found.limits[0]


def test_near_names_are_offered_for_what_is_not_planned(counting: Counting, order: Make) -> None:
    """A spelling that is nearly right is the usual reason."""
    found = result(counting, {**order(), "event": "order_completed"})

    assert (found.events[0].planned, found.events[0].near) == (False, ["Order Completed"])
