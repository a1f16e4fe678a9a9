"""A file written in one step, so that it is the old one or the new one, never a part."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from lifonto.errors import LifontoError


def replaced(file: Path, content: bytes) -> None:
    """Put *content* in the place of *file*; raises LifontoError, and leaves it as it was, where that cannot be done.

    A link stays one, to the new file; what is no file, such as a pipe, is written into.
    """
    try:
        if is_device(file):
            with file.open("ab") as stream:
                stream.write(content)
            return
        file = file.resolve()
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as fresh:
                fresh.write(content)
            Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
            Path(name).replace(file)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise LifontoError(f"{file} cannot be written: {error.strerror or error}") from error


def is_device(file: Path) -> bool:
    """Tell whether *file* is no file that could be replaced: a pipe, or a name of what is open."""
    return file.is_relative_to("/dev") or file.is_relative_to("/proc") or (file.exists() and not file.is_file())
