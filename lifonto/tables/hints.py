"""What to do about a refusal in a table, where the form of what was written shows what went wrong."""

from __future__ import annotations

import csv
import re

UNKNOWN = re.compile(r"(?P<begin>.*unknown name (?P<quote>['\"])(?P<name>.*?)(?P=quote))(?P<meant>; did you mean .*)?")
PREFIX = re.compile(r"unknown prefix in '(pubmed):(\d+)'", re.IGNORECASE)
NUMBERED = re.compile(r"[A-Za-z][\w.]*:\S*\d\S*")
SPACED = re.compile(r"([A-Za-z]+)\s*:?\s+(\d+)")
CAPITALS = re.compile(r"'(SOME|ONLY|AND|OR|NOT|MIN|MAX|EXACTLY|VALUE|THAT)'")
PUBMED = "pubmed"
ADD = "add it to references.tsv if it is a source (`lifonto new reference`), to a table of imports/ if it is a term"


def advised(message: str) -> str:
    """Return *message* with advice; for a name that looks like an identifier the advice replaces the guess."""
    if found := UNKNOWN.match(message):
        if advice := of_name(found["name"]):
            return f"{found['begin']}; {advice}"
        if f"'{found['name']} " in (found["meant"] or ""):
            return f"{message} In an expression a name of several words wants single quotes"
    if wrong := PREFIX.search(message):
        return f"{message}; write 'PMID:{wrong[2]}'"
    if word := CAPITALS.search(message):
        return f"{message}; write {word[1].lower()} in small letters"
    return message


def of_name(name: str) -> str:
    """Return what to do about a *name* that no table has, or nothing where the name itself gives no clue."""
    if ";" in name:
        return "separate several values with |, not with ;"
    if "," in name and all(NUMBERED.fullmatch(part.strip()) for part in name.split(",")):
        return "separate several values with |, not with a comma"
    if spaced := SPACED.fullmatch(name):
        prefix = "PMID" if spaced[1].casefold() == PUBMED else spaced[1].upper()
        return f"write '{prefix}:{spaced[2]}', without a space"
    return ADD if NUMBERED.fullmatch(name) else ""


def csv_mistake(error: csv.Error) -> str:
    """Say in plain words what is wrong with a table in CSV or TSV."""
    said = str(error)
    if "unexpected end" in said:
        return "a quote is opened in it, or before, and not closed"
    if "expected after" in said:
        return "a quote within a cell is to be written twice, and the cell to be in quotes"
    if "larger than" in said:
        return "a cell is longer than any can be: is a quote not closed?"
    return said
