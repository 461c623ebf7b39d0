"""Files: written whole or not at all, and read without ever waiting for what is no file.

A file that a person names may be anywhere. What belongs to an engagement lies in its folder: the
functions of `own` follow no link out of there.
"""

from __future__ import annotations

from segkit.files.ordinary import Reading, content_of, one_reading, open_ordinary
from segkit.files.own import (
    check_output,
    delete_own,
    is_there,
    make_own_folder,
    open_own,
    output_root,
    own_place,
    own_text,
    reached_own,
    read_own,
    write_named,
    write_output,
    write_own,
)
from segkit.files.reaching import reached
from segkit.files.reading import WRITE_KEYS, read_bytes
from segkit.files.writing import (
    cannot_write,
    file_name,
    is_folder,
    name_beside,
    replaceable,
    write_atomically,
    write_together,
)

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
    "name_beside",
    "one_reading",
    "open_ordinary",
    "open_own",
    "output_root",
    "own_place",
    "own_text",
    "reached",
    "reached_own",
    "read_bytes",
    "read_own",
    "replaceable",
    "write_atomically",
    "write_named",
    "write_output",
    "write_own",
    "write_together",
]
