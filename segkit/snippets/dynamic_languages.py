"""Python, Ruby and PHP on servers.

Sources: Segment's docs of each library; `segment-analytics-python` 2.4.0 (`client.py`),
`segmentio/analytics-ruby` 2.5.0 (`field_parser.rb`), `segmentio/analytics-php` 3.8.2 (`Client.php`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from segkit.snippets.calls import WHOLE, Argument, Layout, Method, Parts, one
from segkit.snippets.language import EU_HOST, EU_SERVER, WRITE_KEY, Language, by_region
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.moments import iso, numbers
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_braces, hex_wide


def _snake(key: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key)


_PYTHON_TEXT = Quoting(hex_wide, LINE_ESCAPES)


def _python_time(time: datetime) -> str:
    finer = f", {time.microsecond}" if time.microsecond else ""
    return f"datetime({numbers(time)}{finer}, tzinfo=timezone.utc)"


PYTHON = Language(
    id="python",
    name="Python",
    library="Analytics for Python (segment-analytics-python)",
    fence="python",
    comment="#",
    install="pip install segment-analytics-python",
    loads=by_region(
        f"""\
import segment.analytics as analytics

analytics.write_key = {WRITE_KEY}
""",
        (f"{WRITE_KEY}\n", f'{WRITE_KEY}\nanalytics.host = "{EU_SERVER}"\n'),
    ),
    literals=Literals(
        text=_PYTHON_TEXT,
        maps=Brackets("{", "}", "{}"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_PYTHON_TEXT(key)}: {value}",
        words=("True", "False", "None"),
        time=_python_time,
    ),
    methods={
        call: Method(
            f"analytics.{call}(",
            tuple(
                one(key, f"{_snake(key)}=")
                for key in keys
                if (call, key) != ("alias", "anonymousId")
            ),
            ")",
            Layout("\n    ", ",\n    ", ",\n"),
        )
        for call, keys in SERVER_KEYS.items()
    },
    instead={},
    time_needs="from datetime import datetime, timezone\n",
)

_RUBY_TEXT = Quoting(hex_braces, LINE_ESCAPES, rewrites=((r"#(?=[{$@])", r"\#"),))


def _ruby_time(time: datetime) -> str:
    finer = f", {time.microsecond}" if time.microsecond else ""
    return f"Time.utc({numbers(time)}{finer})"


RUBY = Language(
    id="ruby",
    name="Ruby",
    library="Analytics for Ruby (analytics-ruby)",
    fence="ruby",
    comment="#",
    install="gem install analytics-ruby",
    loads={
        "us": f"""\
require "segment/analytics"

Analytics = Segment::Analytics.new(write_key: {WRITE_KEY})
""",
        "eu": f"""\
require "segment/analytics"

Analytics = Segment::Analytics.new(
  write_key: {WRITE_KEY},
  host: "{EU_HOST}"
)
""",
    },
    literals=Literals(
        text=_RUBY_TEXT,
        maps=Brackets("{", "}", "{}", trail=""),
        lists=Brackets("[", "]", "[]", trail=""),
        entry=lambda key, value: f"{_RUBY_TEXT(key)} => {value}",
        words=("true", "false", "nil"),
        indent="  ",
        time=_ruby_time,
    ),
    methods={
        call: Method(
            f"Analytics.{call}(",
            tuple(
                one(key, f"{_snake(key)}: ")
                for key in keys
                if (call, key) != ("page", "category")  # the library drops it
            ),
            ")",
            Layout("\n  ", ",\n  ", "\n"),
        )
        for call, keys in SERVER_KEYS.items()
    },
    instead={},
)

# Where it stands in a comment, the end mark would end PHP itself.
_PHP_TEXT = Quoting(hex_braces, {**LINE_ESCAPES, "$": "\\$"}, rewrites=((r"\?>", r"?\u{3e}"),))


def _php_prefix(value: Mapping[str, object]) -> str:
    """PHP sends an array as a list when it is empty or its keys count from 0."""
    return "(object) " if all(re.fullmatch(r"[0-9]+", key) for key in value) else ""


def _php_call(parts: Parts, php: Literals) -> str:
    """The whole call as one array; the library merges the context, which has to be an array too."""
    entries = []
    for key, part in parts.items():
        written = php.write(part)
        written = written.removeprefix("(object) ") if key == "context" else written
        entries.append(f"{php.entry(key, written)},")
    body = indented("\n".join(entries), php.indent)
    return f"[\n{php.indent}{body}\n]"


def _php_note(parts: Parts) -> str:
    time = parts.get("timestamp")
    cut = isinstance(time, datetime) and time.microsecond
    return "The library sends whole seconds of timestamp only." if cut else ""


PHP = Language(
    id="php",
    name="PHP",
    library="Analytics for PHP (segmentio/analytics-php)",
    fence="php",
    comment="//",
    install="composer require segmentio/analytics-php",
    loads=by_region(
        f"""\
<?php
require __DIR__ . "/vendor/autoload.php";

use Segment\\Segment;

Segment::init({WRITE_KEY});
""",
        (f"{WRITE_KEY});", f'{WRITE_KEY}, ["host" => "{EU_HOST}"]);'),
    ),
    literals=Literals(
        text=_PHP_TEXT,
        maps=Brackets("[", "]", "[]"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_PHP_TEXT(key)} => {value}",
        map_prefix=_php_prefix,
        time=lambda time: f'strtotime("{iso(time)}")',
    ),
    methods={
        call: Method(
            f"Segment::{call}(", (Argument((WHOLE,), write=_php_call),), ");", note=_php_note
        )
        for call in SERVER_KEYS
    },
    instead={},
)
