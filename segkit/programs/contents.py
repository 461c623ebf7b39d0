"""What a Jupyter server that segkit starts may read and write: files of the engagement's folder.

Jupyter follows links. Here what a link leads to elsewhere is not there; and because whoever can
write into the folder can put a link there at any moment, also after somebody looked, files are
read, written, moved and made by way of folders that are held open (`segkit.files.reached`).
"""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from jupyter_core.paths import is_hidden
from jupyter_server.files.handlers import FilesHandler
from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.fileio import AsyncFileManagerMixin
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat import NotebookNode
from tornado.web import HTTPError
from traitlets import default

from segkit.errors import SegkitError, TrustError
from segkit.files import delete_own, make_own_folder, open_own, own_place, reached_own, write_own


class _NotHereError(HTTPError, OSError):
    """404 to whoever asks for it; to whoever lists the folder, something that is passed over."""

    def __init__(self, place: str) -> None:
        HTTPError.__init__(self, 404, f"{Path(place).name} is not inside the engagement's folder.")
        self.errno = errno.EACCES


class OwnFiles(AsyncFileManagerMixin):
    """How files and checkpoints are opened, in place of Jupyter's own ways, which go by name."""

    root_dir: str

    @contextmanager
    def open(self, os_path: str, *_: object) -> Iterator[io.FileIO]:
        """An ordinary file, for reading."""
        with self._told(os_path), open_own(Path(os_path), self._home(os_path)) as stream:
            yield stream

    @contextmanager
    def atomic_writing(
        self, os_path: str, *, text: bool = True, encoding: str = "utf-8", **_: object
    ) -> Iterator[io.StringIO | io.BytesIO]:
        """What is written meanwhile becomes the file, as a whole."""
        stream = io.StringIO() if text else io.BytesIO()
        yield stream
        found = stream.getvalue()
        with self._told(os_path):
            content = found.encode(encoding) if isinstance(found, str) else found
            write_own(Path(os_path), content, folder=self._home(os_path))

    async def _copy(self, src: str, dest: str) -> None:
        def copied() -> None:
            with self.open(src) as stream, self.atomic_writing(dest, text=False) as copy:
                copy.write(stream.readall())  # type: ignore[arg-type] # bytes, as asked for

        await run_sync(copied)

    def _move(self, old: str, new: str) -> None:
        with (
            self._told(old),
            reached_own(Path(old), self._home(old)) as (name, folder),
            reached_own(Path(new), self._home(new)) as (other, its),
        ):
            os.rename(name, other, src_dir_fd=folder, dst_dir_fd=its)

    @contextmanager
    def _told(self, os_path: str) -> Iterator[None]:
        """Our errors as the server tells them."""
        with self.perm_to_403(os_path):
            try:
                yield
            except TrustError as error:
                raise _NotHereError(os_path) from error
            except SegkitError as error:
                raise HTTPError(403, str(error)) from error

    def _home(self, os_path: str) -> Path:
        """The folder that the file may not leave; checkpoints elsewhere lie in their own."""
        file, root = Path(os_path), Path(self.root_dir)
        return root if file.is_relative_to(root) else file.parent

    def _is_own(self, place: Path) -> bool:
        """It lies in the folder, under this name alone, and is no pipe; or nothing is there yet."""
        try:
            state = own_place(place, Path(self.root_dir)).stat()
        except FileNotFoundError:
            return True
        except (SegkitError, OSError):
            return False
        return stat.S_ISDIR(state.st_mode) or (stat.S_ISREG(state.st_mode) and state.st_nlink == 1)


class OwnCheckpoints(OwnFiles, AsyncFileCheckpoints):
    """Checkpoints beside the notebooks; in a folder of this user's where that place is a link."""

    def checkpoint_path(self, checkpoint_id: str, path: str) -> str:
        """Where the checkpoint of `path` lies."""
        file = Path(self._get_os_path(path=path.strip("/")))
        beside = file.parent / self.checkpoint_dir
        place = beside / f"{file.stem}-{checkpoint_id}{file.suffix}"
        if self._is_own(beside) and self._is_own(place):
            try:
                make_own_folder(beside, Path(self.root_dir))
            except SegkitError:
                pass
            else:
                return str(place)
        name = hashlib.sha256(path.encode()).hexdigest()[:20]
        return str(Path(_elsewhere().name, f"{name}-{checkpoint_id}.ipynb"))

    async def rename_checkpoint(self, checkpoint_id: str, old_path: str, new_path: str) -> None:
        """With the file that it is of."""
        old, new = (self.checkpoint_path(checkpoint_id, path) for path in (old_path, new_path))
        with suppress(FileNotFoundError):
            await run_sync(self._move, old, new)

    async def delete_checkpoint(self, checkpoint_id: str, path: str) -> None:
        """Raises 404 when there is none."""
        place = self.checkpoint_path(checkpoint_id, path)
        if not await self.list_checkpoints(path):
            self.no_such_checkpoint(path, checkpoint_id)
        with self._told(place):
            delete_own(Path(place), self._home(place))


@cache
def _elsewhere() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="segkit-checkpoints-")


class OwnContents(OwnFiles, AsyncLargeFileManager):  # type: ignore[misc] # Jupyter's bases differ
    """The files of the folder; what a link leads to elsewhere is not there."""

    @default("checkpoints_class")
    def _default_checkpoints_class(self) -> type:
        return OwnCheckpoints

    @default("files_handler_class")
    def _default_files_handler_class(self) -> type:
        # the one of Jupyter's that reads by way of this class; its other one opens by name
        return FilesHandler

    def mark_trusted_cells(self, nb: NotebookNode, path: str = "") -> None:
        """Jupyter's own mark, and no widgets of a notebook that this user did not save.

        JupyterLab brings the widgets that are kept in a notebook to life when it is opened, and
        their scripts with them, whether it is trusted or not.
        """
        super().mark_trusted_cells(nb, path)  # type: ignore[no-untyped-call] # jupyter_server has types for some of its methods
        if not self.notary.check_signature(nb):
            nb.metadata.pop("widgets", None)

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Give a file or folder another name; nothing is replaced."""
        old, new = (self._get_os_path(path.strip("/")) for path in (old_path, new_path))
        if not self.allow_hidden and any(is_hidden(one, self.root_dir) for one in (old, new)):
            raise HTTPError(400, f"Cannot rename file or directory {old_path!r}")

        def moved() -> None:
            if Path(new).exists() and not Path(new).samefile(old):
                raise HTTPError(409, f"File already exists: {new_path}")
            self._move(old, new)

        try:
            await run_sync(moved)
        except FileNotFoundError as error:
            raise HTTPError(404, f"File or directory does not exist: {old_path}") from error

    async def _save_directory(self, os_path: str, model: dict[str, Any], path: str = "") -> None:
        if self.exists(path) or (not self.allow_hidden and is_hidden(os_path, self.root_dir)):
            await super()._save_directory(os_path, model, path)  # type: ignore[no-untyped-call] # likewise
        else:
            with self._told(os_path):
                make_own_folder(Path(os_path), Path(self.root_dir))

    async def _save_large_file(self, os_path: str, content: str, format: str | None) -> None:  # noqa: A002 (Jupyter's own)
        data = content.encode() if format == "text" else base64.b64decode(content)
        with self._told(os_path), open_own(Path(os_path), Path(self.root_dir), add=True) as stream:
            await run_sync(stream.write, data)

    def _get_os_path(self, path: str) -> str:
        place = str(super()._get_os_path(path))  # type: ignore[no-untyped-call] # likewise
        if not self._is_own(Path(place)):
            raise _NotHereError(place)
        return place
