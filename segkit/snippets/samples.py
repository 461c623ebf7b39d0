"""Values that look like what a customer sends, for fields whose plan gives no example.

Only constants: the same plan always gets the same example. Names, addresses and numbers are
those that standards keep free for examples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

USER_ID = "8c1f2a60-5b1e-4c39-9d1e-0f6a7b2c4d11"
ANONYMOUS_ID = "507f191e-810c-4197-92de-860ea0000001"
GROUP_ID = "group_1042"

TEXT = "example"
INTEGER = 2
NUMBER = 12.5
DATE = "2026-03-14"
DATE_TIME = "2026-03-14T09:26:53Z"
EMAIL = "jo@example.com"
ADDRESS = "https://www.example.com/page"

BY_FORMAT: Mapping[str, str] = {
    "date-time": DATE_TIME,
    "date": DATE,
    "time": "09:26:53Z",
    "email": EMAIL,
    "idn-email": EMAIL,
    "uri": ADDRESS,
    "uri-reference": "/page",
    "uuid": USER_ID,
    "hostname": "www.example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}
"""A value for each JSON Schema format."""

_BY_NAME: tuple[tuple[str, str], ...] = (
    (r"(^|_)e_?mail(_address)?$", EMAIL),
    (r"^(user_id|uuid|guid)$", USER_ID),
    (r"^anonymous_id$", ANONYMOUS_ID),
    (r"(^|_)(phone|mobile)(_number)?$", "+12025550142"),
    (r"^(first|given)_name$", "Jo"),
    (r"^(last|family)_name$|^surname$", "Fenwick"),
    (r"^(full_|user)?name$|^user_name$", "Jo Fenwick"),
    (r"(^|_)(url|uri|link|website|href|avatar|referrer)$", ADDRESS),
    (r"(^|_)path(name)?$", "/page"),
    (r"(^|_)currency(_code)?$", "USD"),
    (r"(^|_)country(_code)?$", "US"),
    (r"(^|_)(city|town)$", "Springfield"),
    (r"(^|_)(postal|post|zip)(_?code)?$", "12345"),
    (r"(^|_)(street|address)$", "1 Main Street"),
    (r"(^|_)(language|locale)$", "en-US"),
    (r"(^|_)time_?zone$", "Europe/London"),
    (r"^ip(_address)?$", "192.0.2.1"),
    (r"(^|_)(birthday|date|dob)$", DATE),
    (r"_at$|(^|_)(timestamp|date_time|datetime)$", DATE_TIME),
    (r"(^|_)version$", "1.0.0"),
)
"""Values by the field's name in snake_case; the first that matches counts."""


def text_named(name: str) -> str:
    """A text that suits a field of this name: `createdAt` a time, `order_id` `order_1042`."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    for pattern, value in _BY_NAME:
        if re.search(pattern, snake):
            return value
    if found := re.fullmatch(r"(?:.*[^a-z0-9])?([a-z0-9]+)_id", snake):
        return f"{found[1]}_1042"
    return TEXT
