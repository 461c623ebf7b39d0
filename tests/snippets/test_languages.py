"""Behaviour of `segkit.snippets.languages`: real parsers over names that want to break out."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter_language_pack import get_parser

from segkit.errors import UsageError
from segkit.model.plan import CALLS
from segkit.snippets.languages import (
    LANGUAGES,
    call_snippet,
    install_snippet,
    language_for,
    load_snippet,
)
from segkit.snippets.text import clean

if TYPE_CHECKING:
    from tree_sitter import Node

Nodes = Callable[[str, str], list["Node"]]

IDS = [language.id for language in LANGUAGES]
BY_ID = {language.id: language for language in LANGUAGES}
TAKEN = BY_ID["node"].methods["track"].keys

GRAMMARS = {
    **{one: one for one in IDS},
    "node": "javascript",
    "react-native": "typescript",
    "flutter": "dart",
    "curl": "bash",
}

HOSTILE = (
    "Order Completed",
    "",
    "'",
    '"',
    "`${alert(1)}`",
    "\\",
    "\\\\\\'\\\"",
    "ends with \\",
    "a\nb\r\nc\td",
    "$name ${name} $(id) {$name} $1",
    "#{name} #@name #$name",
    "\\(name)",
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "*/ // -- # ; ?> <?php",
    "\u2028 \u2029 \x85 \xa0",
    "\x00 \x07 \x1b \x7f \x9f 0",
    "\\u000a \\u0022 \\x41 \\101 \\N{DIGIT ONE} %s {0}",
    "\U0001f6d2 \U0001f469\u200d\U0001f680 \U000e0041",
    "\u05e2\u05d1\u05e8\u05d9\u05ea \u202e drow \u2066 x \u200f",
    "\ud800 half \udc00",
    "\ufeff\ufffe\uffff",
    "e\u0301 \u0301",
    "__proto__",
    "'; DROP TABLE orders; --",
    "\"\"\" ''' r'",
    "EOF\nEOF",
    "@/etc/passwd",
    "n" * 300,
)

HOSTILE_TEXT = st.sampled_from(HOSTILE) | st.text(max_size=12)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | HOSTILE_TEXT
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE_TEXT, inner, max_size=3),
    max_leaves=6,
)
PROPERTIES = st.dictionaries(HOSTILE_TEXT, VALUES, max_size=4)


def payload_of(call: str, text: str, inner: Mapping[str, object]) -> dict[str, object]:
    """A call that says the same text wherever it can, and names a key that no library takes."""
    keys: dict[str, dict[str, object]] = {
        "track": {"event": text, "properties": inner},
        "identify": {"traits": inner},
        "group": {"groupId": text, "traits": inner},
        "page": {"name": text, "category": text, "properties": inner},
        "screen": {"name": text, "category": text, "properties": inner},
        "alias": {"previousId": text},
    }
    return {
        **keys[call],
        "userId": text,
        "anonymousId": text,
        "messageId": text,
        "timestamp": "2026-03-14T09:26:53.120Z",
        "context": inner,
        "integrations": {name: {name: text} for name in inner} | {f"{text} 2": False},
        f"{text} ?> \n*/": text,
    }


def skeleton(nodes: list[Node]) -> list[str]:
    """The named nodes but those within texts: what the code does, whatever it says."""
    strings = "string|text|content|escape|comment|character|backslash|concatenation"
    return [node.type for node in nodes if node.is_named and not re.search(strings, node.type)]


def decoded(literal: str) -> str:
    """The text of a literal, by the escapes that the languages have in common."""

    def char(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code:
            return chr(int(code, 16))
        if found[4]:
            return chr(int(found[4], 8))
        return {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}.get(found[5], found[5])

    text = re.sub(
        r"\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-3][0-7]{2})|(.))",
        char,
        literal[1:-1],
    )
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def literals(nodes: list[Node]) -> set[str]:
    """The texts of all string literals of the code."""
    kinds = {
        "string", "string_literal", "line_string_literal", "interpreted_string_literal", "str_lit",
        "encapsed_string",
    }  # fmt: skip
    return {decoded(node.text.decode()) for node in nodes if node.type in kinds and node.text}


@pytest.mark.parametrize("language_id", IDS)
@pytest.mark.parametrize("call", CALLS)
def test_every_call_in_every_language_is_accepted_by_its_grammar(
    language_id: str, call: str, nodes: Nodes
) -> None:
    """Whatever the customer calls things: no error node, and the same code as with plain names."""
    # JavaScript writes such keys without quotes, which is another kind of node.
    names = [name for name in HOSTILE if not re.fullmatch(r"\w+", name)]
    hostile = payload_of(call, "\n".join(HOSTILE), {name: {name: name} for name in names})
    plain = payload_of(call, "Order", {f"key {at}": {"a key": "v"} for at in range(len(names))})

    code = call_snippet(language_id, call, hostile)

    expected = call_snippet(language_id, call, plain)
    assert skeleton(nodes(language_id, code)) == skeleton(nodes(language_id, expected))


def leaves(value: object, *, null: bool) -> Iterator[object]:
    """The scalars and keys of a value; of a map without null only what it can hold."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is not None or null:
                yield key
                yield from leaves(inner, null=null)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, null=null)
    else:
        yield value


@pytest.mark.parametrize("language_id", [one for one in IDS if one != "curl"])
@given(call=st.sampled_from(CALLS), text=HOSTILE_TEXT, inner=PROPERTIES)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_every_value_is_in_the_code_as_it_was(
    language_id: str, call: str, text: str, inner: dict[str, object], nodes: Nodes
) -> None:
    """Each text within a literal, each number beside; half surrogates are the one exception."""
    method = BY_ID[language_id].methods.get(call)
    payload = payload_of(call, text, inner)
    sent = {key: part for key, part in payload.items() if method and key in method.keys}
    sent.pop("timestamp", None)

    code = call_snippet(language_id, call, payload)

    said = "\0".join(literals(nodes(language_id, code)))
    null = BY_ID[language_id].literals.holds_null
    for leaf in (one for part in sent.values() for one in leaves(clean(part), null=null)):
        if isinstance(leaf, str):
            assert leaf in said or re.fullmatch(r"[A-Za-z_$][\w$]*", leaf, re.ASCII)
        elif isinstance(leaf, int | float) and not isinstance(leaf, bool):
            assert repr(leaf) in code


@given(call=st.sampled_from(CALLS), text=HOSTILE_TEXT, inner=PROPERTIES)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_python_means_what_the_payload_says(call: str, text: str, inner: dict[str, object]) -> None:
    """Python's own parser reads the call back."""
    payload = payload_of(call, text, inner)

    tree = ast.parse(call_snippet("python", call, payload))

    [statement] = [one.value for one in tree.body if isinstance(one, ast.Expr)]
    assert isinstance(statement, ast.Call)
    keywords = {one.arg: one.value for one in statement.keywords}
    assert ast.unparse(keywords.pop("timestamp")).startswith("datetime(2026, 3, 14, 9, 26, 53, ")
    arguments = {name: ast.literal_eval(value) for name, value in keywords.items()}
    expected = {
        re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key): part
        for key, part in payload.items()
        if key in BY_ID["python"].methods[call].keys - {"timestamp"}
        and (part or key not in {"context", "integrations"})
    }
    assert arguments == clean(expected)


@given(properties=PROPERTIES)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_every_grammar_takes_every_payload(properties: dict[str, object], nodes: Nodes) -> None:
    """Nested lists and maps, empty ones, null, large numbers, wherever they stand."""
    for language_id in IDS:
        for call in CALLS:
            code = call_snippet(language_id, call, payload_of(call, "Order", properties))
            assert nodes(language_id, code)


def test_node_means_what_the_payload_says() -> None:
    """Node runs the snippets and hands back what the library would get."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed; the grammar tests still hold")
    payloads = [
        payload_of("track", name, {name: {name: [name, 1, 12.5, -(2**40), 1e21, True, None, {}]}})
        for name in HOSTILE
    ]
    payloads = [{k: v for k, v in one.items() if k in TAKEN} for one in payloads]
    snippets = [call_snippet(one, "track", p) for p in payloads for one in ("javascript", "node")]
    script = """
        const snippets = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const got = snippets.map((code) => {
          let sent;
          const analytics = { track: (...all) => { sent = all; } };
          new Function("analytics", code)(analytics);
          return JSON.stringify(sent);
        });
        process.stdout.write(JSON.stringify(got));
    """

    done = subprocess.run(
        [node, "-e", script], input=json.dumps(snippets), capture_output=True, text=True, check=True
    )

    got = [json.loads(sent) for sent in json.loads(done.stdout)]
    cleaned = [clean(one) for one in payloads]
    assert got[1::2] == [[one] for one in cleaned]
    for [event, properties, options], one in zip(got[::2], cleaned, strict=True):
        assert {"event": event, "properties": properties, **options} == one


def test_bash_hands_curl_what_the_payload_says() -> None:
    """The body that curl would send is the payload; nothing in it is run or expanded."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed; the grammar tests still hold")
    payloads = [payload_of("track", name, {name: name}) for name in HOSTILE]
    script = "curl() { printf '%s\\0' \"${@: -1}\"; }\nid() { echo expanded; }\n" + "".join(
        call_snippet("curl", "track", one) for one in payloads
    )

    done = subprocess.run([bash], input=script.encode(), capture_output=True, check=True)

    bodies = done.stdout.decode().split("\0")[:-1]
    assert [json.loads(body) for body in bodies] == [clean(one) for one in payloads]
    assert done.stderr == b""


@pytest.mark.parametrize("language_id", IDS)
@pytest.mark.parametrize("region", ["us", "eu"])
@pytest.mark.parametrize("write_key", ["Wk3yQuillmoor", "YOUR_WRITE_KEY", "'\"\\$`\n</script>"])
def test_initialisation_is_accepted_by_its_grammar(
    language_id: str, region: str, write_key: str
) -> None:
    """For both regions, with any write key, of a source with any name."""
    hostile = load_snippet(language_id, write_key, region=region, source="\n".join(HOSTILE))
    plain = load_snippet(language_id, write_key, region=region, source="Web", ends="1a2B")

    trees = [get_parser(GRAMMARS[language_id]).parse(one.encode()) for one in (hostile, plain)]  # type: ignore[arg-type]
    assert not any(tree.root_node.has_error for tree in trees)
    assert "<<" not in hostile
    assert hostile.count("\n") == plain.count("\n")


@pytest.mark.parametrize("language_id", IDS)
def test_a_placeholder_says_whose_key_belongs_there(language_id: str) -> None:
    """The source, and the end of its key where that is known; nothing of the sort without one."""
    code = load_snippet(language_id, "YOUR_WRITE_KEY", source="Quillmoor Web", ends="1a2B")
    line = next(line for line in code.splitlines() if "Quillmoor Web" in line)

    assert line.lstrip().startswith(BY_ID[language_id].comment)
    assert re.search(r"YOUR_WRITE_KEY: .*Quillmoor Web.*1a2B", line)
    assert code.count("YOUR_WRITE_KEY") == 1 + load_snippet(language_id, "YOUR_WRITE_KEY").count(
        "YOUR_WRITE_KEY"
    )
    assert "YOUR_WRITE_KEY" not in load_snippet(language_id, "Wk3y", source="Quillmoor Web")


@pytest.mark.parametrize(
    ("language_id", "setting"),
    [
        ("node", 'host: "https://events.eu1.segmentapis.com"'),
        ("python", 'analytics.host = "https://events.eu1.segmentapis.com"'),
        ("java", '.endpoint("https://events.eu1.segmentapis.com")'),
        ("go", 'Endpoint: "https://events.eu1.segmentapis.com"'),
        ("clojure", ':endpoint "https://events.eu1.segmentapis.com"'),
        ("ruby", 'host: "events.eu1.segmentapis.com"'),
        ("php", '"host" => "events.eu1.segmentapis.com"'),
        ("swift", '.apiHost("events.eu1.segmentapis.com/v1")'),
        ("kotlin", 'apiHost = "events.eu1.segmentapis.com/v1"'),
        ("flutter", "apiHost: 'events.eu1.segmentapis.com/v1'"),
        ("csharp", 'apiHost: "events.eu1.segmentapis.com/v1"'),
        ("react-native", 'proxy: "https://events.eu1.segmentapis.com/v1"'),
        ("curl", 'SEGMENT_API="https://events.eu1.segmentapis.com/v1"'),
    ],
)
def test_europe_has_its_own_host(language_id: str, setting: str) -> None:
    """With or without `/v1` and scheme, as each library wants it; never in the US."""
    assert setting in load_snippet(language_id, "key", region="eu")
    assert "eu1" not in load_snippet(language_id, "key")


def test_analytics_js_finds_its_region_itself() -> None:
    """No host in the code, the line of the snippet beside the npm form."""
    code = load_snippet("javascript", "Wk3yQuillmoor", region="eu")

    assert "eu1" not in code
    assert 'AnalyticsBrowser.load({ writeKey: "Wk3yQuillmoor" })' in code
    assert 'analytics.load("Wk3yQuillmoor");' in code


def test_javascript_can_stand_within_a_page() -> None:
    """No text ends the script or opens a comment that hides what follows."""
    for language_id in ("javascript", "node", "react-native"):
        code = call_snippet(language_id, "track", {"event": "</script><!--<script>"})

        assert "</" not in code
        assert "<!--" not in code


def test_java_gets_no_escape_that_it_reads_too_early() -> None:
    r"""Java turns `\u000a` into a line break, `\u0022` into a quote, before it looks for texts."""
    code = call_snippet("java", "track", {"event": "".join(map(chr, range(0x100)))})

    assert not re.search(r"(?<!\\)(\\\\)*\\u00", code)


def test_a_missing_call_is_said_in_a_comment() -> None:
    """Apps have screens, no pages."""
    code = call_snippet("swift", "page", {"name": "Home"})

    assert code == "// Analytics-Swift has no page(): apps record what they show with screen().\n"


def test_what_a_library_cannot_take_is_named() -> None:
    """Keys beside the call's arguments, and nulls that Java's maps refuse."""
    payload = {"event": "x", "userId": "u", "channel": "web", "properties": {"a\n": None, "b": 1}}

    swift = call_snippet("swift", "track", payload)
    java = call_snippet("java", "track", payload)

    assert swift.startswith('// Not an argument of this call in this library: "channel".\n')
    assert '// Left out, because the map cannot hold null: "a\\n".\n' in java
    assert "null)" not in java


@pytest.mark.parametrize(
    ("language_id", "part", "value", "said"),
    [
        ("python", "timestamp", "yesterday", 'takes no such value there: "timestamp".'),
        ("ruby", "timestamp", 1773480413, 'takes no such value there: "timestamp".'),
        ("swift", "properties", ["a"], 'takes no such value there: "properties".'),
        ("go", "messageId", None, 'takes no such value there: "messageId".'),
        ("java", "integrations", {"Mixpanel": "yes"}, 'value there: "integrations.Mixpanel".'),
        ("clojure", "integrations", {"Mixpanel": 1}, 'value there: "integrations.Mixpanel".'),
        ("kotlin", "anonymousId", 7, "Written as text, which is all that this library takes"),
        ("php", "timestamp", "2026-03-14T09:26:53.5Z", "sends whole seconds of timestamp only"),
        ("javascript", "anonymousId", "a", "anonymousId among the options is kept"),
        ("javascript", "userId", "u", "userId among the options counts only until identify()"),
    ],
)
def test_what_a_library_takes_otherwise_is_said(
    language_id: str, part: str, value: object, said: str
) -> None:
    """A comment above the call, never a call that fails to compile or means something else."""
    code = call_snippet(language_id, "track", {"event": "Order Completed", part: value})

    [comment] = [line for line in code.splitlines() if said in line]
    assert comment.startswith(BY_ID[language_id].comment)


@pytest.mark.parametrize("language_id", ["javascript", "swift", "react-native", "csharp"])
def test_remembered_ids_are_left_to_the_library(language_id: str) -> None:
    """Where the guide shows how a planned call is made after identify()."""
    payload = {"event": "Order Completed", "userId": "user_1", "anonymousId": "visitor_1"}

    track = call_snippet(language_id, "track", payload, remembered=True)
    identify = call_snippet(language_id, "identify", {"userId": "user_1"}, remembered=True)

    assert "user_1" not in track
    assert "visitor_1" not in track
    assert "user_1" in identify
    assert "user_1" in call_snippet("node", "track", payload, remembered=True)


@pytest.mark.parametrize("language_id", ["swift", "kotlin", "react-native", "flutter"])
def test_context_of_the_library_itself_is_kept(language_id: str) -> None:
    """A device token among the planned context does not cost the device's id."""
    code = call_snippet(language_id, "track", {"event": "A", "context": {"device": {"token": "t"}}})

    assert re.search(r'"device\.token"|"device", "token"|context[?!]\.device', code)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("token", 'setValue("x", forKeyPath: "device.token")'),
        ("a.b", "add(value: ["),
    ],
)
def test_swift_names_no_key_with_a_dot_by_a_path(key: str, expected: str) -> None:
    """A key path would make two keys of it."""
    payload = {"event": "A", "context": {"device": {key: "x"}}}

    assert expected in call_snippet("swift", "track", payload)


def test_an_identify_call_without_id_has_a_form_in_swift() -> None:
    """Swift takes untyped traits only beside an id."""
    code = call_snippet("swift", "identify", {"traits": {"plan": "pro", "seats": 3}})

    assert code.startswith("analytics.identify(traits: try! JSON([\n")


def test_flutter_gets_typed_traits_and_the_rest_as_custom() -> None:
    """Reserved traits are arguments of their own."""
    code = call_snippet(
        "flutter", "identify", {"userId": "u", "traits": {"email": "e", "level": 3}}
    )

    assert "userTraits: UserTraits(\n  email: 'e',\n  custom: {\n    'level': 3,\n  },\n)" in code


@pytest.mark.parametrize(
    ("slug", "language_id"),
    [
        ("javascript", "javascript"),
        ("apple", "swift"),
        ("ios", "swift"),
        ("net", "csharp"),
        ("http-api", "curl"),
        ("pixel-tracking-api", None),
        ("zendesk", None),
    ],
)
def test_sources_lead_to_their_language(slug: str, language_id: str | None) -> None:
    """Out-of-support libraries to their successor, sources without code to nothing."""
    assert language_for(slug) == language_id


@pytest.mark.parametrize("language_id", IDS)
def test_every_language_is_complete(language_id: str) -> None:
    """A call is there or its absence explained; only curl needs no installation."""
    [language] = [one for one in LANGUAGES if one.id == language_id]

    assert language.methods.keys() | language.instead.keys() == set(CALLS)
    assert not language.methods.keys() & language.instead.keys()
    assert len(install_snippet(language_id).splitlines()) == (0 if language_id == "curl" else 1)


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    """A mistyped language, call or region is a clear message."""
    with pytest.raises(UsageError, match="javascript, node, python"):
        call_snippet("cobol", "track", {})
    with pytest.raises(UsageError, match="track, identify"):
        call_snippet("node", "trak", {})
    with pytest.raises(UsageError, match="us, eu"):
        load_snippet("node", "key", region="ap")


def test_values_that_json_cannot_carry_become_what_it_can() -> None:
    """Infinity is null, an endless integer a decimal, anything else its text."""
    value = {"a": float("inf"), "b": 2**70, "c": 10**400, 5: ("x",), "d": b"y"}

    assert clean(value) == {"a": None, "b": float(2**70), "c": None, "5": ["x"], "d": "b'y'"}
