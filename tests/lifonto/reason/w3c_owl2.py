"""The W3C OWL 2 test cases, put to the reasoner: those of the Direct Semantics and of OWL 2 DL.

Each question is answered in a process of its own, which is ended where it takes too long. As Markdown:

>>> python tests/lifonto/reason/w3c_owl2.py SUITE [rustdl|hermit|konclude] [seconds]
"""

from __future__ import annotations

import gzip
import multiprocessing
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple
from xml.etree import ElementTree

from lifonto.errors import LifontoError
from lifonto.reason.documents.files import read
from lifonto.reason.reasoners.classification import reasoner_named
from lifonto.reason.reasoners.entailment import consistency, entails
from lifonto.reason.reasoners.reasoner import Verdict

TEST, RDF = "{http://www.w3.org/2007/OWL/testOntology#}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SYNTAXES = {"RDF/XML": ("rdfXml", ".owl"), "functional": ("fs", ".ofn")}
WANTED = {"semantics": {"DIRECT"}, "species": {"DL"}, "status": {"Approved", "Proposed"}}
EXPECTED = {  # what the answer is to "is it consistent?" and to "does it follow?"
    "ConsistencyTest": True,
    "InconsistencyTest": False,
    "PositiveEntailmentTest": True,
    "NegativeEntailmentTest": False,
}
FINDING = {"InconsistencyTest", "PositiveEntailmentTest"}  # where "no" is the answer of who finds nothing
CONCLUSION = {"PositiveEntailmentTest": "ConclusionOntology", "NegativeEntailmentTest": "NonConclusionOntology"}
OUTCOMES = ("passed", "noted", "missed", "wrong", "refused", "timeout", "crash")


class Question(NamedTuple):
    """One case in one syntax, asked in one way: the files of the premise and that of the conclusion, if any."""

    case: str
    kind: str
    syntax: str
    premise: tuple[Path, ...]
    conclusion: Path | None


class Answer(NamedTuple):
    """How a question was answered, and what was said along with it."""

    question: Question
    outcome: str
    said: str


def questions(suite: Path, folder: Path) -> Iterator[Question]:
    """Yield the questions of *suite*, whose texts are written to *folder*."""
    root = ElementTree.fromstring(gzip.decompress(suite.read_bytes()))
    by_iri = {each.get(f"{RDF}about"): each for each in root}
    for case in root.findall(f"{TEST}TestCase"):
        if not all(values(case, word) & wanted for word, wanted in WANTED.items()):
            continue
        imported = [by_iri[each.get(f"{RDF}resource")] for each in case.findall(f"{TEST}importedOntology")]
        for syntax, (prefix, suffix) in SYNTAXES.items():
            texts = [case.findtext(f"{TEST}{prefix}PremiseOntology")]
            if texts[0]:
                texts += [each.findtext(f"{TEST}rdfXmlInputOntology") for each in imported]
                yield from asked(case, syntax, suffix, texts, folder)


def asked(
    case: ElementTree.Element, syntax: str, suffix: str, texts: list[str | None], folder: Path
) -> Iterator[Question]:
    """Yield the questions of one *case* in one *syntax*."""
    identifier = case.findtext(f"{TEST}identifier") or ""
    name = re.sub(r"\W", "-", identifier)
    files = [folder / f"{name}-{number}{suffix if not number else '.owl'}" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text((text or "").strip(), encoding="utf-8")
    kinds = {(each.get(f"{RDF}resource") or "").rpartition("#")[2] for each in case.findall(f"{RDF}type")}
    for kind in sorted(kinds & EXPECTED.keys()):
        conclusion = None
        if which := CONCLUSION.get(kind):
            found = ((case.findtext(f"{TEST}{prefix}{which}"), end) for prefix, end in SYNTAXES.values())
            text, end = next((text, end) for text, end in found if text)
            conclusion = folder / f"{name}-{kind}{end}"
            conclusion.write_text(text.strip(), encoding="utf-8")
        yield Question(identifier, kind, syntax, tuple(files), conclusion)


def values(case: ElementTree.Element, word: str) -> set[str]:
    """Return the local names of what *case* has for *word*."""
    return {(each.get(f"{RDF}resource") or "").rpartition("#")[2] for each in case.findall(f"{TEST}{word}")}


def verdict(question: Question, name: str) -> Verdict:
    """Have the reasoner called *name* answer *question*."""
    ontology, reasoner = read(*question.premise), reasoner_named(name)
    if question.conclusion is None:
        return consistency(ontology, reasoner)
    both = read(*question.premise, question.conclusion)
    stated = set(ontology.axioms)
    found = entails(ontology, [each for each in both.axioms if each not in stated], reasoner)
    unread = tuple(note for note in both.notes if note not in ontology.notes)
    return Verdict(found.holds and (None if unread else True), (*found.notes, *unread))


def judged(question: Question, name: str) -> tuple[str, str]:
    """Answer *question* and say how that went."""
    try:
        found = verdict(question, name)
    except LifontoError as error:
        return "refused", str(error)
    expected = EXPECTED[question.kind]
    if found.holds is None:
        return "noted", " | ".join(found.notes)
    if found.holds == expected:
        return "passed", ""
    return ("missed" if question.kind in FINDING else "wrong"), ""


def work(name: str, connection: Connection) -> None:
    """Answer the questions that come, until there is None."""
    while (question := connection.recv()) is not None:
        connection.send(judged(question, name))


@dataclass
class Worker:
    """A process that answers one question after the other, and is begun anew where it does not in time."""

    name: str
    seconds: float

    def __post_init__(self) -> None:
        """Begin."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(self.name, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, question: Question) -> Answer:
        """Return the answer to *question*."""
        self.connection.send(question)
        try:
            if self.connection.poll(self.seconds):
                return Answer(question, *self.connection.recv())
            outcome = "timeout"
        except EOFError:
            outcome = "crash"
        self.end()
        self.__post_init__()
        return Answer(question, outcome, "")

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def answers(suite: Path, name: str = "rustdl", seconds: float = 10, jobs: int = 2) -> list[Answer]:
    """Put every question of *suite* to the reasoner called *name*."""
    workers: SimpleQueue[Worker] = SimpleQueue()
    every = [Worker(name, seconds) for _ in range(jobs)]
    for each in every:
        workers.put(each)

    def ask(question: Question) -> Answer:
        worker = workers.get()
        try:
            return worker.ask(question)
        finally:
            workers.put(worker)

    with tempfile.TemporaryDirectory(prefix="w3c-owl2-") as folder, ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(ask, list(questions(suite, Path(folder)))))
    for each in every:
        each.end()
    return found


def counts(found: list[Answer]) -> Counter[tuple[str, str, str]]:
    """Count the answers by kind, syntax and outcome."""
    return Counter((each.question.kind, each.question.syntax, each.outcome) for each in found)


def table(found: list[Answer]) -> str:
    """Return the counts as a table in Markdown."""
    count = counts(found)
    lines = [f"| kind | syntax | of | {' | '.join(OUTCOMES)} |", "|---|---|" + "---:|" * (len(OUTCOMES) + 1)]
    for kind in EXPECTED:
        for syntax in SYNTAXES:
            row = [count[kind, syntax, each] for each in OUTCOMES]
            lines.append(f"| {kind.removesuffix('Test')} | {syntax} | {sum(row)} | {' | '.join(map(str, row))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    results = answers(Path(sys.argv[1]), *sys.argv[2:3], *map(float, sys.argv[3:4]))
    print(table(results))
    for each in results:
        if each.outcome != "passed":
            print(f"- {each.outcome}: {each.question.case}, {each.question.kind}, {each.question.syntax}. {each.said}")
