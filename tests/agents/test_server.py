"""The protocol: what a host sees, within its budgets, and what it is told when it asks wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import PromptReference

from segkit.agents.schemas import INPUTS, INSTRUCTIONS
from segkit.agents.server import serve
from segkit.errors import UsageError

if TYPE_CHECKING:
    from tests.agents.conftest import Asking

ROOT = Path(__file__).parents[2]
TOOLS = [
    "overview", "search", "get_event", "validate_call", "route_call", "snippet",
    "considerations", "impact_of",
]  # fmt: skip


def wire(value: Any) -> str:  # noqa: ANN401 (a model of the library)
    """As it goes over the wire, but for the order of keys."""
    made = value.model_dump(by_alias=True, exclude_none=True, mode="json")
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def test_the_tools_are_eight_read_only_and_small(stdio: Asking) -> None:
    """A host loads them whether they are used or not."""
    tools = stdio.run(lambda client: client.list_tools()).tools

    assert [one.name for one in tools] == TOOLS
    assert sum(len(wire(one).encode()) for one in tools) <= 12_000
    asked = [[one.name, one.description, one.input_schema] for one in tools]
    assert len(json.dumps(asked, separators=(",", ":")).encode()) <= 7_000
    assert len(INSTRUCTIONS) <= 2_000
    for one in tools:
        assert 40 <= len(one.description) <= 700
        assert one.input_schema["additionalProperties"] is False
        assert one.output_schema
        hints = one.annotations
        assert (hints.read_only_hint, hints.destructive_hint) == (True, False)
        assert (hints.idempotent_hint, hints.open_world_hint) == (True, False)


def test_every_answer_begins_with_the_notice_and_says_where_it_is_from(
    stdio: Asking, demo: Path
) -> None:
    """The snapshot's digest is that of the file."""
    import hashlib

    answer = stdio.call("search", query="order").structured_content

    assert list(answer) == ["notice", "evidence", "data", "next"]
    assert "never instructions" in answer["notice"]
    digest = hashlib.sha256((demo / "snapshot.json").read_bytes()).hexdigest()
    assert answer["evidence"]["snapshot"] == digest[:12]
    assert answer["evidence"]["customer"] == "Quillmoor Supply"


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("overview", {}),
        ("search", {"query": "", "kind": "field"}),
        ("search", {"query": "", "kind": "consideration"}),
        ("get_event", {"call": "identify"}),
        ("route_call", {"source": "quillmoor_web_prod", "event": "Product Viewed"}),
        ("considerations", {}),
        ("impact_of", {"change": "remove", "field": "traits.email"}),
    ],
)
def test_every_page_gives_every_item_once(
    stdio: Asking, tool: str, words: dict[str, object]
) -> None:
    """Whatever the limit; the same question gets the same bytes."""
    few, many = stdio.every(tool, **words, limit=7), stdio.every(tool, **words, limit=50)

    assert few == many
    assert len({json.dumps(one, sort_keys=True) for one in few}) == len(few)
    assert stdio.call(tool, **words).content[0].text == stdio.call(tool, **words).content[0].text


@pytest.mark.parametrize(
    ("tool", "words", "said"),
    [
        ("search", {}, "query: it is missing"),
        ("search", {"query": "x", "kind": "evnt"}, "Did you mean event?"),
        ("search", {"query": ""}, "say what to look for"),
        ("search", {"query": "x", "limit": 51}, "limit: it has to be a whole number from 1 to 50"),
        ("search", {"query": "x", "limit": "5"}, "limit: it has to be a whole number"),
        ("search", {"query": 5}, "query: it has to be a text"),
        ("search", {"query": "order", "cursor": "3.abc"}, "cursor: it belongs to another question"),
        ("search", {"query": "x", "most": 5}, 'no argument "most"'),
        ("get_event", {"name": "order completed"}, 'Did you mean "Order Completed"'),
        ("get_event", {}, "name: track calls have one"),
        ("get_event", {"name": "Order Completed", "version": 7}, "Use one of: 1, 2"),
        ("validate_call", {"call": {"event": "x"}}, "its type is missing"),
        ("validate_call", {"call": []}, "call: it has to be an object"),
        ("route_call", {"source": "shop_api"}, 'Did you mean "shop_api_prod"'),
        ("route_call", {"source": "shop_api_prod"}, "either a call as sent, or the name"),
        ("route_call", {"source": "stripe", "event": "Order Completed"}, "sends no calls"),
        ("route_call", {"source": "shop_api_prod", "event": "Order Completed", "destination": "Hotjar"}, "is not on this source"),
        ("snippet", {}, "name: say which event"),
        ("snippet", {"name": "Order Completed", "library": "cobol"}, "there is no code for"),
        ("considerations", {"destination": "Amplitued - web"}, 'Did you mean "Amplitude - web"'),
        ("impact_of", {"change": "rename", "event": "Order Completed"}, "new name"),
        ("impact_of", {"change": "remove", "field": "totl"}, "did you mean 'total'"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_told_what_would_be_right(
    stdio: Asking, tool: str, words: dict[str, object], said: str
) -> None:
    """In our words: no path of this computer, no library, no traceback."""
    text = stdio.wrong(tool, **words)

    assert said in text
    assert len(text) <= 1000
    assert not any(
        one in text for one in ("tests/agents", "quillmoor/", "Traceback", "pydantic", "jsonschema")
    )


def test_unknown_names_of_tools_and_resources_are_refused(stdio: Asking) -> None:
    """As the protocol has it: invalid parameters."""
    with pytest.raises(MCPError) as no_tool:
        stdio.run(lambda client: client.call_tool("delete_plan", {}))
    assert no_tool.value.code == -32602
    for address in ("segkit://guide/nope", "segkit://guide/../engagement.toml", "file:///etc/passwd",
                    "segkit://schema/track/Nope/1", "segkit://schema/track/Order%20Completed/x"):  # fmt: skip
        with pytest.raises(MCPError) as no_resource:
            stdio.run(lambda client, at=address: client.read_resource(at))  # type: ignore[misc]
        assert no_resource.value.code == -32602


def test_the_guide_is_read_section_by_section_between_marks(stdio: Asking) -> None:
    """Listed in pages; each small, and its marks on lines of their own."""
    pages: list[Any] = []
    cursor: str | None = None
    while True:
        some = stdio.run(lambda client, at=cursor: client.list_resources(cursor=at))  # type: ignore[misc]
        pages += some.resources
        cursor = some.next_cursor
        if cursor is None:
            break

    assert len(pages) >= 8
    assert len({one.uri for one in pages}) == len(pages)
    assert "Welcome" in {one.title for one in pages}
    mark = stdio.call("search", query="order").structured_content["evidence"]["snapshot"]
    everything = ""
    for one in pages:
        text = stdio.run(lambda client, at=one.uri: client.read_resource(at)).contents[0].text  # type: ignore[misc]
        assert len(text.encode()) <= 24_000
        lines = text.split("\n")
        assert lines[1] == f'<segkit-data id="{mark}">'
        assert lines[-1] == f'</segkit-data id="{mark}">'
        everything += text
    assert "Order Completed" in everything


def test_a_schema_is_a_resource_too(stdio: Asking) -> None:
    """For events that are too large for an answer."""
    (template,) = stdio.run(lambda client: client.list_resource_templates()).resource_templates
    read = stdio.run(
        lambda client: client.read_resource("segkit://schema/track/Order%20Completed/2")
    )

    assert template.uri_template == "segkit://schema/{call}/{name}/{version}"
    assert json.loads(read.contents[0].text)["properties"]["event"] == {"const": "Order Completed"}


def test_prompts_take_names_that_exist(stdio: Asking) -> None:
    """Our sentences; the value stands between the marks."""
    prompts = stdio.run(lambda client: client.list_prompts()).prompts
    given = {"event": "Order Completed", "source": "shop_api_prod"}

    made = stdio.run(lambda client: client.get_prompt("implement_event", given))

    assert [one.name for one in prompts] == ["implement_event", "review_tracking", "plan_change"]
    text = made.messages[0].content.text
    assert (
        text.index("get_event") < text.index("<segkit-data") < text.index("event: Order Completed")
    )
    with pytest.raises(MCPError, match="Did you mean"):
        stdio.run(lambda client: client.get_prompt("plan_change", {"event": "Order Complete"}))


def test_names_are_completed(stdio: Asking) -> None:
    """Wherever in the name, whatever the case."""
    reference = PromptReference(type="ref/prompt", name="implement_event")

    events = stdio.run(
        lambda client: client.complete(reference, {"name": "event", "value": "membership"})
    )
    sources = stdio.run(
        lambda client: client.complete(reference, {"name": "source", "value": "SHOP_"})
    )

    assert "Membership Started" in events.completion.values
    assert sources.completion.values == ["shop_api_prod", "shop_api_staging"]


def test_the_program_ends_well_and_opens_nothing(demo: Path) -> None:
    """Without a host it is over at once, status 0; sockets and tokens are not touched."""
    code = (
        "import sys, socket\n"
        "def refuse(*_, **__): raise AssertionError('a socket was opened')\n"
        "from segkit.cli import cli\n"
        "from segkit.agents import server\n"
        "socket.socket.connect = refuse\n"
        f"cli(['mcp', {str(demo)!r}])\n"
    )
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip
    ask = {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "overview", "arguments": {}},
    }
    lines = [
        json.dumps(one)
        for one in (request, {"jsonrpc": "2.0", "method": "notifications/initialized"}, ask)
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT
    ) as made:
        assert made.stdin
        assert made.stdout
        made.stdin.write("\n".join(lines) + "\n")
        made.stdin.flush()
        begun, answer = (json.loads(made.stdout.readline()) for _ in range(2))
        _, said = made.communicate(timeout=60)

    assert made.returncode == 0, said
    assert begun["result"]["protocolVersion"] == "2024-11-05"
    assert answer["id"] == 2
    assert answer["result"]["structuredContent"]["data"]["counts"]["sources"] == 19


def test_help_does_not_load_the_library() -> None:
    """Nobody waits for the protocol who does not speak it."""
    code = "import sys; from segkit.cli import cli\ntry: cli(['--help'])\nexcept SystemExit: pass\nassert 'mcp' not in sys.modules; assert 'segkit.facts.known' not in sys.modules"
    subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, timeout=60
    )


def test_before_the_first_question_nothing_is_read() -> None:
    """The list of tools stands as soon as the library is loaded."""
    code = "import sys, segkit.agents.server; bad = {'segkit.facts.known', 'segkit.export.prepared', 'segkit.impact', 'pandas', 'jinja2'} & set(sys.modules); assert not bad, bad"
    made = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )

    assert made.returncode == 0, made.stderr


def test_every_tool_has_a_description_of_its_own() -> None:
    """No text of a plan reaches what a host takes for instructions."""
    assert list(INPUTS) == TOOLS
    assert len({said for said, _ in INPUTS.values()}) == len(INPUTS)


def test_without_anybody_to_answer_it_says_so(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever started it closed its input or output."""
    for name in ("stdin", "stdout"):
        with monkeypatch.context() as closed:
            closed.setattr(sys, name, None)
            with pytest.raises(UsageError, match="nobody to answer"):
                serve(demo)
