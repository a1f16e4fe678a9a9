"""Documents as streams of UTF-8: unpacked, decoded by what they say of themselves, and XML seen to its end."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.parsers import expat

from lifonto.errors import NotFound

MARKS = (  # byte order marks, the longer before those they begin with
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNMARKED = (  # two letters of ASCII, as XML 1.0 appendix F has it
    (re.compile(rb"[\t\n\r -~]\0[\t\n\r -~]\0"), "utf-16-le"),
    (re.compile(rb"\0[\t\n\r -~]\0[\t\n\r -~]"), "utf-16-be"),
)
DECLARED = re.compile(r"""(\s*<\?xml\b[^>]*?\bencoding\s*=\s*["'])([A-Za-z][\w.-]*)""")
PACKED: dict[bytes, Callable[[Path], object]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
UNREADABLE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)  # what reading what is packed may raise
PIECE = 1 << 16  # bytes
DAMAGED = "what is packed in it is damaged or cut off: get the file again"
SWOLLEN = 43  # expat's code for entities within entities that would fill all memory
NOT_ENDED = {3, 5, 6, 20}  # expat's codes for a document that stops too early
CUT_OFF = "the XML stops here, before its last end tag: is it cut off?"
XML_ADVICE = {  # by expat's codes
    4: "a tag, a quote or an & is not whole here, or there is a character that XML does not allow",
    7: "this end tag is not that of the last element that is open",
    8: "an element has the same attribute twice",
    9: "something comes after the last end tag",
    11: "an entity, which is written &name;, is not declared",
    SWOLLEN: "the entities that the document type declares make the document grow beyond bounds",
    27: "a prefix is not declared: write xmlns:prefix=… first",
}


def expect_file(path: Path) -> None:
    """Raise NotFound where *path* is no file that can be read as often as wanted."""
    try:
        if path.is_file():
            return
        if path.is_dir():
            raise NotFound(f"{path} is a folder: name the file in it")
        if path.exists():
            raise NotFound(f"{path} is a pipe or a device: save what it gives in a file, and name that")
    except OSError as error:
        raise NotFound(f"no file {path}: {error.strerror}") from error
    raise NotFound(f"no file {path}")


def is_folder(path: Path) -> bool:
    """Tell whether *path* is a folder; what cannot be one, such as a name that is too long, is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def unreadable(error: Exception) -> str:
    """Say in plain words why what is in a file could not be read, or not be unpacked."""
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    if isinstance(error, gzip.BadGzipFile) and "Not a gzipped" in str(error):
        return "something that is not packed comes after what is: get the file again"
    if isinstance(error, OSError | EOFError | zlib.error | lzma.LZMAError):
        return DAMAGED
    return str(error)


def xml_mistake(error: expat.ExpatError) -> SyntaxError:
    """Say in plain words what is wrong with XML, and where."""
    if error.code in NOT_ENDED:
        told = CUT_OFF
    else:
        told = f"the XML is broken: {XML_ADVICE.get(error.code) or expat.ErrorString(error.code)}"
    return SyntaxError(told, (None, error.lineno, error.offset + 1, None))


def opened(path: Path) -> BinaryIO:
    """Open *path*, unpacked where it is packed by gzip, bzip2 or xz."""
    with path.open("rb") as file:
        start = file.read(6)
    for mark, unpack in PACKED.items():
        if start.startswith(mark):
            return cast(BinaryIO, unpack(path))
    return path.open("rb")


def hint_of(file: Path) -> str:
    """Return the suffix that may tell the syntax of *file*, that of its packing aside."""
    inner = file.with_suffix("") if file.suffix.lower() in (".gz", ".bz2", ".xz") else file
    return inner.suffix.lower().removeprefix(".")


class Utf8(io.RawIOBase):
    """What *source* holds as UTF-8, without a byte order mark; ``start`` is how it begins.

    Reading raises ValueError where the bytes are not of the encoding that the document says it is in.
    """

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        raw = self._read_start()
        self.encoding, skipped = self._encoding_of(raw)
        self.decoder = codecs.getincrementaldecoder(self.encoding)() if self.encoding != "utf-8" else None
        self.start = self._as_utf8(raw[skipped:])
        if self.decoder and (said := DECLARED.match(self.start.decode())):
            self.start = (said[1] + "UTF-8").encode() + self.start[len(said[0].encode()) :]
        self.next = self.start

    def _read_start(self) -> bytes:
        pieces, size = [], 0
        while size < PIECE and (piece := self.source.read(PIECE - size)):
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)

    @staticmethod
    def _encoding_of(raw: bytes) -> tuple[str, int]:
        """Return the encoding, and how many bytes come before the text."""
        for mark, name in MARKS:
            if raw.startswith(mark):
                return name, len(mark)
        for begin, name in UNMARKED:
            if begin.match(raw):
                return name, 0
        said = DECLARED.match(raw[:1000].decode("latin-1"))
        if not said:
            return "utf-8", 0
        try:
            return codecs.lookup(said[2]).name, 0
        except LookupError:
            raise ValueError(f"its encoding {said[2]} is not known here; convert it to UTF-8") from None

    def _as_utf8(self, raw: bytes, last: bool = False) -> bytes:
        if self.decoder is None:
            return raw
        try:
            return self.decoder.decode(raw, last).encode()
        except UnicodeDecodeError as error:
            told = f"it is in {self.encoding}, and has bytes that are not, or is cut off: save it as UTF-8"
            raise ValueError(told) from error

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into *buffer*, as those do that read lines."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        """Read about *size* bytes, or all."""
        if size < 0:
            return b"".join(iter(lambda: self.read(PIECE), b""))
        if not self.next and self.decoder:
            raw = self.source.read(PIECE)
            self.next = self._as_utf8(raw, last=not raw)
        if not self.next:
            return self.source.read(size) if self.decoder is None else b""
        piece, self.next = self.next[:size], self.next[size:]
        return piece


class LineByLine(io.RawIOBase):
    """What *source* holds, of which never more than a line is read at once; ``line`` counts them."""

    def __init__(self, source: io.RawIOBase) -> None:
        self.source, self.line = io.BufferedReader(source), 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read the rest of a line, at most *size* bytes of it."""
        piece = self.source.readline(size)
        self.line += piece.endswith(b"\n")
        return piece


class WatchedXml(io.RawIOBase):
    """XML that is read by another parser meanwhile, which knows its lines.

    Raises SyntaxError where it has no end, or its entities swell: the engine takes a document for whole that was cut
    between two elements, and fills all memory.
    """

    def __init__(self, source: io.RawIOBase) -> None:
        self.source = source
        self.parser = expat.ParserCreate()
        self.mistake: expat.ExpatError | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read about *size* bytes, or all."""
        piece = self.source.read(size) or b""
        if self.mistake is None:
            try:
                self.parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                self.mistake = error
                if error.code == SWOLLEN or not piece:
                    raise xml_mistake(error) from error
        return piece

    @property
    def line(self) -> int:
        """The line that has been read last."""
        return self.parser.CurrentLineNumber
