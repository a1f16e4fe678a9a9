"""Which word was meant by one that no name has: the nearest in letters among those that share some with it."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR, CANDIDATES, SHORTEST = 74, 80, 3


class Slips:
    """All words of all names, by three letters at a time."""

    def __init__(self, words: Iterable[str]) -> None:
        self.lock = threading.Lock()
        self.base = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self.base.close)
        self.base.execute("CREATE VIRTUAL TABLE grams USING fts5(word, tokenize=trigram, detail=none)")
        self.base.executemany("INSERT INTO grams VALUES (?)", ((word,) for word in words if len(word) >= SHORTEST))

    def meant(self, word: str, most: int = 3) -> list[str]:
        """Return the words that are nearest to *word*, the nearest first."""
        if len(word) <= SHORTEST:
            return []
        grams = " OR ".join(f'"{each}"' for each in {word[i : i + 3] for i in range(len(word) - 2)})
        query = "SELECT word FROM grams WHERE grams MATCH ? ORDER BY rank LIMIT ?"
        with self.lock:
            found = [each for (each,) in self.base.execute(query, (grams, CANDIDATES))]
        close = process.extract(word, found, scorer=fuzz.ratio, score_cutoff=NEAR, limit=most)
        return [each for each, _, _ in close]
