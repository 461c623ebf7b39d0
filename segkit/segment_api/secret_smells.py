"""What looks like a secret, by its name or by its value.

The tests lean to one side: a harmless setting that is taken for a secret costs a line in a
table, the other mistake costs the customer an account.
"""

from __future__ import annotations

import math
import re
from collections import Counter

MASK = "••••"
"""What stands where a secret stood."""

_NAMES = re.compile(
    r"token|secret|key|passw|passphrase|pwd|credential|private|auth|signature|cert|salt|pepper"
    r"|webhook|bearer|jwt|(?:^|[^a-z])dsn$|^dsn|connectionstring"
)
_EMBEDDED = re.compile(
    r"(?P<user>(?<=://)[^\s/@?#]+(?=@))"
    r"|(?P<jwt>\beyJ[\w-]{5,500}\.[\w-]{5,}(?:\.[\w-]*)?)"
    r"|(?P<pem>-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|\Z))"
    r"|(?P<scheme>(?i:(?<=\bbearer )|(?<=\bbasic ))[\w.~+/=-]{6,})"
)
_WHOLE = re.compile(
    r"•|\*{4}"  # the API's own mask
    r"|://hooks\.|(?i:webhook)"  # an address that is a secret in itself
    r"|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
    r"|[A-Za-z0-9]{20}"
)
_PARAMETER = re.compile(r"[?&;]([^=?&;\s]{1,80})=")
_PARAMETER_NAMES = re.compile(r"token|key|secret|sig|auth|pass|code", re.IGNORECASE)
_RUN = re.compile(r"[A-Za-z0-9_+/=.~-]{20,}")
_LONG = re.compile(r"[A-Za-z0-9]{16,}")  # real names of that length are words without digits
_LEAST_BITS = 3.0  # per character: words in kebab-case stay near it, random base64 is above


def smells_by_name(name: str) -> bool:
    """A setting of this name probably holds a secret."""
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return bool(_NAMES.search(plain) or _NAMES.search(re.sub(r"[^a-z0-9]", "", plain)))


def smells_by_value(value: str) -> bool:
    """This text probably is a secret, or an address that holds one."""
    return (
        bool(_EMBEDDED.search(value) or _WHOLE.search(value))
        or any(map(_PARAMETER_NAMES.search, _PARAMETER.findall(value)))
        or any(map(_looks_random, _RUN.findall(value)))
    )


def unless_random(text: str) -> str:
    """The text, or `MASK` when it is no words: for names and defaults, which are long words."""
    digits = max((sum(map(str.isdigit, run)) for run in _LONG.findall(text)), default=0)
    return MASK if digits >= 3 or _EMBEDDED.search(text) else text


def without_embedded(value: str) -> str:
    """The text with what is certainly a secret masked: log-ins in addresses, JWT, PEM."""
    return _EMBEDDED.sub(MASK, value)


def masked_key(key: str) -> str:
    """The last four characters behind `MASK`; of a key below 12 characters nothing."""
    if re.fullmatch(f"{MASK}.{{0,4}}", key):
        return key
    return MASK + key[-4:] if len(key) >= 12 else MASK


def _looks_random(run: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    if not all(any(map(kind, run)) for kind in kinds):
        return False
    shares = [n / len(run) for n in Counter(run).values()]
    return -sum(share * math.log2(share) for share in shares) >= _LEAST_BITS
