"""Files: written whole or not at all, and read without ever waiting for what is no file.

A file that a person names may be anywhere. What belongs to an engagement lies in its folder: the
functions of `own` follow no link out of there.
"""

from __future__ import annotations

from segkit.files.names import file_name
from segkit.files.own import (
    check_output,
    delete_own,
    is_there,
    make_own_folder,
    own_place,
    own_text,
    read_own,
    write_output,
    write_own,
)
from segkit.files.reading import (
    WRITE_KEYS,
    Reading,
    content_of,
    one_reading,
    open_ordinary,
    read_bytes,
)
from segkit.files.writing import cannot_write, is_folder, replaceable, write_atomically

__all__ = [
    "WRITE_KEYS",
    "Reading",
    "cannot_write",
    "check_output",
    "content_of",
    "delete_own",
    "file_name",
    "is_folder",
    "is_there",
    "make_own_folder",
    "one_reading",
    "open_ordinary",
    "own_place",
    "own_text",
    "read_bytes",
    "read_own",
    "replaceable",
    "write_atomically",
    "write_output",
    "write_own",
]
