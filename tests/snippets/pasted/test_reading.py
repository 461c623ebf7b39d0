"""A pasted call becomes the call that would be sent."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import UsageError
from segkit.model.plan import CALLS
from segkit.snippets.languages import LANGUAGES, call_snippet
from segkit.snippets.pasted import read_pasted

ORDER = {"type": "track", "event": "Order Completed", "properties": {"total": 12.5}}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (json.dumps(ORDER), "json"),
        ("analytics.track('Order Completed', {total: 12.5});", "javascript"),
        ("window.analytics?.track(`Order Completed`, {'total': 12.5}, () => {})", "javascript"),
        ("client.track({event: 'Order Completed', properties: {total: 12.5}})", "javascript"),
        ("if (done) { a.b.track('Order Completed', /* net */ {total: 12.50,}) }", "javascript"),
        ("analytics.track(event='Order Completed', properties={'total': 12.5})", "python"),
        ('Analytics.shared().track("Order Completed", properties: ["total": 12.5])', "swift"),
        ('analytics.track(name: "Order Completed", properties: ["total": 12.5])', "swift"),
    ],
)
def test_one_call_in_every_form(text: str, language: str) -> None:
    """The same call comes out, and the language is told from the text."""
    pasted = read_pasted(text)

    assert pasted.call == ORDER
    assert pasted.language == language
    assert pasted.notes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("analytics.identify({plan: 'pro'})", {"type": "identify", "traits": {"plan": "pro"}}),
        (
            "analytics.identify('u_1', {plan: 'pro'}, {integrations: {All: false}})",
            {
                "type": "identify", "userId": "u_1", "traits": {"plan": "pro"},
                "integrations": {"All": False},
            },
        ),
        ("analytics.page()", {"type": "page"}),
        ("analytics.page('Home')", {"type": "page", "name": "Home"}),
        ("analytics.page('Shop', 'Home')", {"type": "page", "category": "Shop", "name": "Home"}),
        ("analytics.group('g_1')", {"type": "group", "groupId": "g_1"}),
        ("analytics.alias('new', 'old')", {"type": "alias", "userId": "new", "previousId": "old"}),
        ("analytics.track('A', {}, {ip: '192.0.2.1'})", {
            "type": "track", "event": "A", "properties": {}, "context": {"ip": "192.0.2.1"},
        }),
        ("analytics.track('u_1', 'A', {'b': 1})", {
            "type": "track", "userId": "u_1", "event": "A", "properties": {"b": 1},
        }),
        ("analytics.alias('old', user_id='new')", {
            "type": "alias", "previousId": "old", "userId": "new",
        }),
        ('analytics.screen(title: "Basket")', {"type": "screen", "name": "Basket"}),
        ('analytics.alias(newId: "new")', {"type": "alias", "userId": "new"}),
    ],
)  # fmt: skip
def test_arguments_become_parts_of_the_call(text: str, expected: dict[str, object]) -> None:
    """Each library's own order and names of arguments are known."""
    assert read_pasted(text).call == expected


@pytest.mark.parametrize(
    "text",
    [
        "analytics.track('A', {email: user.email})",
        "analytics.track('u', 'A', {'email': user.email})",
        'analytics.track(name: "A", properties: ["email": user.email])',
    ],
)
def test_what_only_running_would_tell_is_named(text: str) -> None:
    """A variable stays as its source, and a note says so."""
    pasted = read_pasted(text)

    assert pasted.call["properties"] == {"email": "‹user.email›"}
    assert pasted.notes == (
        "Only running the code tells user.email: its source stands in its place.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing to read"),
        ("hello()", "no call of Segment"),
        ("analytics.track('A', {", "line 1, column"),
        ("analytics.track('A', {b: 'c})", "line 1, column"),
        ('{"type": "track",\n "event": }', "line 2, column"),
        ('{"a": NaN, "event": "A"}', "NaN is no number"),
        ("[1]", "no object"),
        ("{}", "does not say which call"),
        ("x" * 200_001, "far larger"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_call_is_refused_with_its_place(text: str, words: str) -> None:
    """The error says what is wrong and where."""
    with pytest.raises(UsageError) as refused:
        read_pasted(text)

    assert words in refused.value.problem


def test_deep_code_is_refused_not_crashed() -> None:
    """Nesting costs neither the stack nor a traceback."""
    deep = "analytics.track('A', " + "[" * 20_000 + "]" * 20_000 + ")"

    with pytest.raises(UsageError):
        read_pasted(deep, "javascript")


def test_the_first_of_many_calls_is_taken_and_the_others_counted() -> None:
    """Nothing is dropped in silence."""
    code = "analytics.track('A');\nanalytics.track('B');"
    batch = '{"batch": [{"type": "page"}, {"type": "page"}]}'

    assert read_pasted(code).notes == (
        "There are 1 more calls in the text; this is the one in line 1.",
    )
    assert read_pasted(batch).notes == ("There are 1 more calls in the text; this is the first.",)


def test_a_language_that_is_asked_for_decides() -> None:
    """`alias("a", "b")` is the other way round in Python."""
    text = 'analytics.alias("a", "b")'

    assert read_pasted(text, "python").call == {
        "type": "alias", "previousId": "a", "userId": "b",
    }  # fmt: skip
    with pytest.raises(UsageError):
        read_pasted(text, "cobol")


# halves of characters cannot be pasted
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["a=1", "analytics.track(", "None", 'e: "f"', "# x", "// y", "https://a.b/?c=d"]
)
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(TEXTS, VALUES, max_size=4)
TIMES = st.sampled_from(["2026-03-14T09:26:53Z", "2026-03-14T09:26:53.120Z"])
WRITTEN = ("javascript", "node", "react-native", "python", "swift")


@st.composite
def calls(draw: st.DrawFn) -> dict[str, object]:
    """A call with all that it needs, and any of what it may carry besides."""
    kind = draw(st.sampled_from(CALLS))
    about: dict[str, dict[str, st.SearchStrategy[object]]] = {
        "track": {"event": TEXTS.filter(bool), "properties": MAPS},
        "identify": {"traits": MAPS},
        "group": {"groupId": TEXTS.filter(bool), "traits": MAPS},
        "page": {"category": TEXTS, "name": TEXTS, "properties": MAPS},
        "screen": {"category": TEXTS, "name": TEXTS, "properties": MAPS},
        "alias": {"previousId": TEXTS},
    }
    more = {
        "anonymousId": TEXTS,
        "timestamp": TIMES,
        "messageId": TEXTS,
        "context": MAPS.filter(bool),
        "integrations": MAPS.filter(bool),
    }
    needed = {"userId": TEXTS.filter(bool), **about[kind]}
    return {"type": kind, **draw(st.fixed_dictionaries(needed, optional=more))}


@pytest.mark.parametrize("language", WRITTEN)
@settings(max_examples=60, deadline=None)
@given(call=calls())
def test_what_segkit_writes_it_can_read(language: str, call: dict[str, object]) -> None:
    """A snippet, pasted back, is the call that it was made from, and its language is told."""
    [library] = [one for one in LANGUAGES if one.id == language]
    kind = str(call["type"])
    if kind not in library.methods:
        return
    code = call_snippet(language, kind, {key: call[key] for key in call if key != "type"})

    pasted = read_pasted(code)

    assert pasted.language == (language if language in {"python", "swift"} else "javascript")
    taken = library.methods[kind].keys | {"type"}
    assert pasted.call == {key: part for key, part in call.items() if key in taken}
    assert pasted.notes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("analytics.track('A', null, {integrations: {All: false}})", {"integrations": {"All": False}}),
        ("analytics.track('A', undefined, {ip: '192.0.2.1'})", {"context": {"ip": "192.0.2.1"}}),
        ("analytics.track('A', {}, () => done())", {"properties": {}}),
        ("analytics.track('A', {}, (e) => { e.context.ip = '192.0.2.1'; return e; })", {
            "properties": {}, "context": {"ip": "192.0.2.1"},
        }),
        ("analytics.track(event='A', timestamp=datetime(2026, 3, 14, tzinfo=UTC))", {
            "timestamp": "2026-03-14T00:00:00Z",
        }),
        ("analytics.track('u', 'A', {}, {'ip': '192.0.2.1'}, None, 'a', {'All': False}, 'm')", {
            "userId": "u", "properties": {}, "context": {"ip": "192.0.2.1"}, "timestamp": None,
            "anonymousId": "a", "integrations": {"All": False}, "messageId": "m",
        }),
        ('analytics.track(name: "A", enrichments: [{ e in var e = e; e?.messageId = "m"; return e }])', {
            "messageId": "m",
        }),
    ],
)  # fmt: skip
def test_what_stands_beside_the_properties_is_read(text: str, expected: dict[str, object]) -> None:
    """Options, named arguments and functions that change the call."""
    assert read_pasted(text).call == {"type": "track", "event": "A", **expected}
