"""The server: the Model Context Protocol on standard input and output, and nothing else.

The library's low-level server checks nothing, so what comes in is checked here by our own
schemas, and what goes wrong is said in our own words.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from segkit.agents.boundary import compact, cut, quoted, visible, visible_json
from segkit.agents.knowing import Keeper, Known
from segkit.agents.prompts import PROMPTS, completions, prompt_text
from segkit.agents.schemas import GUIDE, INPUTS, INSTRUCTIONS, OUTPUTS
from segkit.agents.wrong import AskedWrongError
from segkit.errors import SegkitError, UsageError
from segkit.version import __version__

if TYPE_CHECKING:
    from segkit.agents.guide_pages import Page

_SCHEMA = "segkit://schema/"
_A_PAGE = 20
_MOST_COMPLETIONS = 100
_MOST_ERROR = 1000
_UNREADABLE = (
    "The engagement's files cannot be read at the moment. Ask the person to run `segkit doctor` "
    "and `segkit pull` in it."
)

Context = Any
"""What the library hands to every handler; nothing here asks it anything."""


def serve(place: Path) -> None:
    """Answer until standard input ends.

    Raises `ConfigError` or `SnapshotError` when there is no engagement and no snapshot, and
    `UsageError` when whoever started it closed input or output.
    """
    if sys.stdin is None or sys.stdout is None:
        raise UsageError(
            "There is nobody to answer: standard input or output is closed.",
            "let a host of coding agents start it; `segkit mcp --install` prints how.",
        )
    asyncio.run(_serve(server_of(Keeper(place))))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def server_of(keeper: Keeper) -> Server[Any]:
    """The server around an engagement."""
    answers = _Answers(keeper)
    return Server(
        "segkit",
        version=__version__,
        title="segkit",
        instructions=INSTRUCTIONS,
        on_list_tools=answers.list_tools,
        on_call_tool=answers.call_tool,
        on_list_resources=answers.list_resources,
        on_list_resource_templates=answers.list_templates,
        on_read_resource=answers.read_resource,
        on_list_prompts=answers.list_prompts,
        on_get_prompt=answers.get_prompt,
        on_completion=answers.complete,
    )


class _Answers:
    """What is said to each kind of request."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._pages: tuple[Known, Mapping[str, Page]] | None = None

    async def list_tools(self, _: Context, __: object) -> types.ListToolsResult:
        """The same eight, whatever the engagement."""
        return types.ListToolsResult(tools=[_tool(name) for name in INPUTS])

    async def call_tool(
        self, _: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """An answer, or an error that says what to ask instead."""
        if params.name not in INPUTS:
            known = ", ".join(INPUTS)
            raise _refused(f"There is no tool {quoted(params.name)}. There is: {known}.")
        from segkit.agents.tools import asked, check_arguments

        try:
            arguments = params.arguments or {}
            check_arguments(params.name, arguments)
            made = asked(self._keeper.now(), params.name, arguments)
        except AskedWrongError as error:
            return _error(str(error))
        except (SegkitError, OSError) as error:
            _log(f"{params.name}: {error}")
            return _error(_UNREADABLE)
        text = types.TextContent(type="text", text=compact(made))
        return types.CallToolResult(content=[text], structured_content=made)

    async def list_resources(
        self, _: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """The guide's sections, twenty at a time."""
        pages = list(self._all_pages(self._now()).values())
        cursor = params.cursor if params else None
        if cursor is not None and not (cursor.isascii() and cursor.isdigit()):
            raise _refused("cursor: it is none of this server's.")
        start = int(cursor or 0)
        end = start + _A_PAGE
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    name=page.name, title=page.title, uri=f"{GUIDE}{page.name}",
                    mime_type="text/markdown",
                )
                for page in pages[start:end]
            ],
            next_cursor=str(end) if end < len(pages) else None,
        )  # fmt: skip

    async def list_templates(self, _: Context, __: object) -> types.ListResourceTemplatesResult:
        """The schema of every planned call."""
        template = types.ResourceTemplate(
            name="schema",
            title="JSON Schema of a planned call",
            uri_template=f"{_SCHEMA}{{call}}/{{name}}/{{version}}",
            description="Of the whole call, draft-07; name is - for calls without one.",
            mime_type="application/schema+json",
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(
        self, _: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """A section of the guide, or a schema."""
        address, known = str(params.uri), self._now()
        if address.startswith(_SCHEMA):
            text, kind = _schema_at(known, address), "application/schema+json"
        else:
            page = self._all_pages(known).get(address.removeprefix(GUIDE))
            if page is None or not address.startswith(GUIDE):
                raise _refused(f"There is no resource {quoted(address)}.")
            text, kind = page.text, "text/markdown"
        content = types.TextResourceContents(uri=address, mime_type=kind, text=text)
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(self, _: Context, __: object) -> types.ListPromptsResult:
        """The same three, whatever the engagement."""
        return types.ListPromptsResult(
            prompts=[
                types.Prompt(
                    name=name,
                    description=one.description,
                    arguments=[
                        types.PromptArgument(name=argument, description=said, required=True)
                        for argument, said in one.arguments.items()
                    ],
                )
                for name, one in PROMPTS.items()
            ]
        )

    async def get_prompt(
        self, _: Context, params: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        """Our sentences with names of the plan."""
        if params.name not in PROMPTS:
            raise _refused(f"There is no prompt {quoted(params.name)}.")
        try:
            text = prompt_text(self._now(), params.name, params.arguments or {})
        except AskedWrongError as error:
            raise _refused(str(error)) from error
        content = types.TextContent(type="text", text=text)
        return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=content)])

    async def complete(
        self, _: Context, params: types.CompleteRequestParams
    ) -> types.CompleteResult:
        """Names of events and sources."""
        found = completions(self._now(), params.argument.name, params.argument.value)
        shown = found[:_MOST_COMPLETIONS]
        return types.CompleteResult(
            completion=types.Completion(
                values=shown, total=len(found), has_more=len(shown) < len(found)
            )
        )

    def _now(self) -> Known:
        try:
            return self._keeper.now()
        except (SegkitError, OSError) as error:
            _log(str(error))
            raise _refused(_UNREADABLE) from error

    def _all_pages(self, known: Known) -> Mapping[str, Page]:
        from segkit.agents.guide_pages import guide_pages

        if self._pages is None or self._pages[0] is not known:
            self._pages = known, guide_pages(known)
        return self._pages[1]


def _schema_at(known: Known, address: str) -> str:
    from segkit.agents.call_schema import call_schema

    parts = address.removeprefix(_SCHEMA).split("/")
    if len(parts) == 3 and parts[2].isascii() and parts[2].isdigit():
        call, name, version = parts[0], unquote(parts[1]), int(parts[2])
        for rule in known.rules:
            if (rule.call, rule.key or "-", rule.version) == (call, name, version):
                return visible_json(compact(call_schema(rule)))
    raise _refused(f"There is no resource {quoted(address)}.")


def _tool(name: str) -> types.Tool:
    description, schema = INPUTS[name]
    return types.Tool(
        name=name,
        description=description,
        input_schema=dict(schema),
        output_schema=dict(OUTPUTS[name]),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True,
            open_world_hint=False,
        ),
    )  # fmt: skip


def _log(text: str) -> None:
    """To the person who looks at the host's log; standard output is the protocol's."""
    sys.stderr.write(f"segkit mcp: {visible(text)}\n")


def _error(text: str) -> types.CallToolResult:
    content = types.TextContent(type="text", text=cut(text, _MOST_ERROR))
    return types.CallToolResult(content=[content], is_error=True)


def _refused(text: str) -> MCPError:
    return MCPError(types.INVALID_PARAMS, cut(text, _MOST_ERROR))
