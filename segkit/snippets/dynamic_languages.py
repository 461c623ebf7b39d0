"""Python, Ruby and PHP on servers.

Sources: Segment's docs of each library, and `segmentio/analytics-python`, `-ruby`, `-php`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.snippets.calls import WHOLE, Argument, Layout, Method
from segkit.snippets.language import EU_HOST, EU_SERVER, WRITE_KEY, Language
from segkit.snippets.literals import Brackets, Literals
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_braces, hex_wide

_OPTIONS = ("context", "integrations")
"""What both Python's and Ruby's calls also take, as plain maps."""


def _snake(key: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", key)


_PYTHON_TEXT = Quoting(hex_wide, LINE_ESCAPES)

PYTHON = Language(
    id="python",
    name="Python",
    library="Analytics for Python (segment-analytics-python)",
    fence="python",
    comment="#",
    install="pip install segment-analytics-python",
    loads={
        "us": f"""\
import segment.analytics as analytics

analytics.write_key = {WRITE_KEY}
""",
        "eu": f"""\
import segment.analytics as analytics

analytics.write_key = {WRITE_KEY}
analytics.host = "{EU_SERVER}"
""",
    },
    literals=Literals(
        text=_PYTHON_TEXT,
        maps=Brackets("{", "}", "{}"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_PYTHON_TEXT(key)}: {value}",
        words=("True", "False", "None"),
    ),
    methods={
        call: Method(
            f"analytics.{call}(",
            tuple(Argument(key, f"{_snake(key)}=") for key in (*keys, *_OPTIONS)),
            ")",
            Layout("\n    ", ",\n    ", ",\n"),
        )
        for call, keys in SERVER_KEYS.items()
    },
    instead={},
)

_RUBY_TEXT = Quoting(hex_braces, LINE_ESCAPES, rewrites=((r"#(?=[{$@])", r"\#"),))

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
    ),
    methods={
        call: Method(
            f"Analytics.{call}(",
            tuple(Argument(key, f"{_snake(key)}: ") for key in (*keys, *_OPTIONS)),
            ")",
            Layout("\n  ", ",\n  ", "\n"),
        )
        for call, keys in SERVER_KEYS.items()
    },
    instead={},
)

_PHP_TEXT = Quoting(hex_braces, {**LINE_ESCAPES, "$": "\\$"})


def _php_prefix(value: Mapping[str, object]) -> str:
    """PHP sends an array as a list when it is empty or its keys count from 0."""
    return "(object) " if all(re.fullmatch(r"[0-9]+", key) for key in value) else ""


PHP = Language(
    id="php",
    name="PHP",
    library="Analytics for PHP (segmentio/analytics-php)",
    fence="php",
    comment="//",
    install="composer require segmentio/analytics-php",
    loads={
        "us": f"""\
<?php
require __DIR__ . "/vendor/autoload.php";

use Segment\\Segment;

Segment::init({WRITE_KEY});
""",
        "eu": f"""\
<?php
require __DIR__ . "/vendor/autoload.php";

use Segment\\Segment;

Segment::init({WRITE_KEY}, ["host" => "{EU_HOST}"]);
""",
    },
    literals=Literals(
        text=_PHP_TEXT,
        maps=Brackets("[", "]", "[]"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_PHP_TEXT(key)} => {value}",
        map_prefix=_php_prefix,
    ),
    methods={call: Method(f"Segment::{call}(", (Argument(WHOLE),), ");") for call in SERVER_KEYS},
    instead={},
)
