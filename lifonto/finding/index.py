"""The index of names: SQLite's full-text search, in memory.

Names go in with the best first, so that the first rows that match are the answer, and nothing is sorted when one asks.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
import weakref
from collections.abc import Iterable
from dataclasses import dataclass

from lifonto.finding.called import LABEL, Called
from lifonto.finding.slips import Slips
from lifonto.finding.spelling import key

WORD = re.compile(r"\w+")
TABLES = """
CREATE TABLE name (id INTEGER PRIMARY KEY, iri TEXT, name TEXT, by TEXT, folder TEXT, squeezed TEXT);
CREATE TABLE label (iri TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, content='name', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4');
"""
FILLED = """
INSERT INTO words (words) VALUES ('rebuild');
CREATE INDEX squeezed ON name (squeezed);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
COLUMNS = "SELECT n.id, n.iri, n.name, n.by, n.folder FROM name n"
EXACT = f"{COLUMNS} WHERE n.squeezed = ? ORDER BY n.id LIMIT ?"
MATCHED = f"{COLUMNS} JOIN words ON words.rowid = n.id WHERE words MATCH ? ORDER BY words.rowid LIMIT ?"
NEAREST = f"{COLUMNS} JOIN words ON words.rowid = n.id WHERE words MATCH ? ORDER BY words.rank LIMIT ?"
COUNT = "SELECT doc FROM vocabulary WHERE term = ?"
COMMON = 500  # names with a word of which others tell more
ROWS_A_THING = 4  # names that may match, of one thing


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its name, and which of its names matched, of what sort."""

    iri: str
    name: str
    matched: str
    by: str
    folder: str


class Index:
    """What is called how, ready to be asked by many threads."""

    def __init__(self, every: Iterable[Called]) -> None:
        self.lock = threading.Lock()
        self.base = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self.base.close)
        self.base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
        rows = sorted(every, key=lambda each: each.order)
        self.base.executemany(
            "INSERT INTO name (iri, name, by, folder, squeezed) VALUES (?, ?, ?, ?, ?)",
            ((each.iri, each.name, each.by, each.folder, squeezed(each.name)) for each in rows),
        )
        labels = ((each.iri, each.name) for each in rows if each.by == LABEL)
        self.base.executemany("INSERT OR IGNORE INTO label VALUES (?, ?)", labels)
        self.base.executescript(FILLED)
        self.size = len(rows)
        self.slips = Slips(word for (word,) in self.base.execute("SELECT term FROM vocabulary"))

    def exact(self, text: str, most: int) -> list[Hit]:
        """Return what is called *text*, whatever its case, spaces and hyphens."""
        return self._hits(EXACT, squeezed(text), most)

    def starting(self, words: list[str], most: int) -> list[Hit]:
        """Return what has a name that begins with *words*, the last of which may be unfinished."""
        return self._hits(MATCHED, f"^{phrase(words)}*", most)

    def having(self, words: list[str], most: int) -> list[Hit]:
        """Return what has a name with all *words* in it, the last of which may be unfinished."""
        *whole, last = map(quoted, words)
        return self._hits(MATCHED, " ".join([*whole, f"{last}*"]), most)

    def nearest(self, words: list[str], most: int) -> list[Hit]:
        """Return what has some of *words* in a name, rare words before common ones."""
        return self._hits(NEAREST, " OR ".join(map(quoted, self._rare(words))), most)

    def _rare(self, words: list[str]) -> list[str]:
        """Leave out words that so many names have that they tell nothing; the rarest stays in any case."""
        with self.lock:
            counts = {word: self._count(word) for word in words}
        few = min(counts.values()) if counts else 0
        return [word for word in counts if counts[word] <= max(few, COMMON)]

    def _count(self, word: str) -> int:
        found = self.base.execute(COUNT, (word,)).fetchone()
        return int(found[0]) if found else 0

    def knows(self, word: str) -> bool:
        """Tell whether a name has a word that begins with *word*."""
        return bool(self._rows(MATCHED, f"{quoted(word)}*", 1))

    def label(self, iri: str) -> str:
        """Return what *iri* is called; nothing where it has no name."""
        with self.lock:
            found = self.base.execute("SELECT name FROM label WHERE iri = ?", (iri,)).fetchone()
        return found[0] if found else ""

    def things(self) -> list[tuple[str, str]]:
        """Return every thing that has a name, with where its page is."""
        with self.lock:
            return self.base.execute("SELECT iri, MIN(folder) FROM name GROUP BY iri ORDER BY iri").fetchall()

    def _hits(self, query: str, text: str, most: int) -> list[Hit]:
        found: dict[str, Hit] = {}
        for _, iri, name, by, folder in self._rows(query, text, most * ROWS_A_THING):
            if iri not in found and len(found) < most:
                found[iri] = Hit(iri, name if by == LABEL else self.label(iri) or name, name, by, folder)
        return list(found.values())

    def _rows(self, query: str, text: str, most: int) -> list[tuple[int, str, str, str, str]]:
        with self.lock:
            return self.base.execute(query, (text, most)).fetchall()


def plain(text: str) -> str:
    """Return *text* in lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def squeezed(text: str) -> str:
    """Return the letters and digits of *text* alone, so that IL-6 and il6 are the same."""
    return key(text) or text


def words_of(text: str) -> list[str]:
    """Return the words of *text* as the index has them."""
    return WORD.findall(plain(text).replace("_", " "))


def quoted(word: str) -> str:
    """Write *word* as the index takes it."""
    return '"' + word.replace('"', '""') + '"'


def phrase(words: list[str]) -> str:
    """Write *words* one after the other."""
    return quoted(" ".join(words))
