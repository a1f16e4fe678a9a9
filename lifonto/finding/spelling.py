"""Ways of writing one name: case, Greek letters, hyphens, plurals and the order of words do not tell names apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED = re.compile(r"(?<=\d)([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f]")
GREEK = {"α": "alpha", "β": "beta", "ß": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "ω": "omega"}
COPIES = {"-/-": " null ", "+/-": " het ", "+/+": " wt "}  # of a gene
PARTS = re.compile(r"[a-z]+|\d+")
ROMAN = re.compile(r"i{1,3}|iv|vi{0,3}|ix|x")
GREEK_NAMES = frozenset(GREEK.values())
KEPT = 50_000  # texts whose words are remembered
SPACES = re.compile(r"\s+")
WORDS = re.compile(r"[^\W_]+")
PLAIN = re.compile("[a-z0-9]+")
CONTROL = re.compile("[\x00-\x1f\x7f]")


def tidy(text: str) -> str:
    """Return *text* with one kind of dash, powers as ``10^3``, single spaces, and without marks that cannot be seen."""
    raised = RAISED.sub(lambda mark: "^" + mark[1].translate(SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", raised.translate(SUPERSCRIPTS))
    shown = HIDDEN.sub("", DASHES.sub("-", plain.replace("\r\n", "\n").replace("\r", "\n")))
    return SPACES.sub(lambda gap: next((mark for mark in "\n\t" if mark in gap[0]), " "), shown)


@lru_cache(KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of *text* in lower case, Greek letters spelled out, accents left out."""
    if text.isascii() and "/" not in text and not CONTROL.search(text):  # as nearly all are: the short way
        return tuple(PLAIN.findall(text.lower()))
    plain = tidy(text).lower()
    for written, meant in COPIES.items():
        plain = plain.replace(written, meant)
    spelled = "".join(GREEK.get(mark, mark) for mark in plain)
    bare = "".join(mark for mark in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(mark))
    return tuple(WORDS.findall(bare))


def key(text: str) -> str:
    """Return *text* as all ways of writing it have it: its letters and digits."""
    return "".join(words(text))


def singular(text: str) -> str:
    """Return the key of *text* with each of its words in the singular."""
    return "".join(map(one, words(text)))


def one(word: str) -> str:
    """Return a word without the mark of the plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def shuffled(text: str) -> str:
    """Return the key of *text* with its words in the order of the alphabet."""
    return " ".join(sorted(map(one, words(text))))


def designators(text: str) -> tuple[str, ...]:
    """Return what tells members of a family apart: numbers, single letters, Roman numerals and Greek letters."""
    parts = (part for word in words(text) for part in parts_of(word))
    return tuple(sorted(part for part in parts if part.isdigit() or len(part) == 1 or is_numeral(part)))


def parts_of(word: str) -> list[str]:
    """Return the runs of letters and of digits in *word*, the name of a Greek letter at its end by itself."""
    found = []
    for part in PARTS.findall(word):
        tail = next((name for name in GREEK_NAMES if part.endswith(name) and part != name), "")
        found += [part.removesuffix(tail), tail] if tail else [part]
    return found


def is_numeral(part: str) -> bool:
    """Tell whether *part* numbers the members of a family."""
    return part in GREEK_NAMES or bool(ROMAN.fullmatch(part))
