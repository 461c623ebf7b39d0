"""Plans in blocks of JSON and YAML of a Markdown file that has no tables or lists of events."""

from __future__ import annotations

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.json_text import load_json
from segkit.plans.documents.page import Page
from segkit.plans.formats import PlanFormat
from segkit.plans.markdown.markdown_blocks import chunks_of
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.tree import read_tree


def _pages(given: PlanInput) -> tuple[Page, ...]:
    pages: list[Page] = []
    for chunk in chunks_of(given.text):
        if chunk.kind != "code" or chunk.language not in {"json", "jsonc", "yaml", "yml", "json5"}:
            continue
        origin = f"line {chunk.line}: "
        try:
            if chunk.language.startswith("json"):
                document = load_json(chunk.text, origin)
                pages.append(Page(document, "JSON", given.name, origin))
            else:
                from segkit.plans.documents.yaml_text import load_yaml

                pages.append(Page(load_yaml(chunk.text, origin), "YAML", given.name, origin))
        except InputFileError:
            continue  # an excerpt, or something else that only looks like JSON
    return tuple(pages)


def _is_markdown(given: PlanInput) -> bool:
    return given.kind == "markdown"


def _read_code(given: PlanInput) -> TrackingPlan:
    try:
        if pages := _pages(given):
            return read_tree(pages, given.name)
    except NotATrackingPlanError:
        pass  # the blocks show something else
    raise NotATrackingPlanError(
        f"{given.path} holds no tracking plan: looked for tables with a column of events, headings "
        "of events with a table or list of properties below, and JSON or YAML in blocks of code.",
        "choose the file with the plan, or give each event a heading or a row of its own.",
    )


MARKDOWN_CODE = PlanFormat("JSON or YAML in Markdown", _is_markdown, read=_read_code)
