"""What a release knows of culture: the bench by IRI, and the axioms that bear on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lifonto.errors import NotFound
from lifonto.reason.documents.files import read
from lifonto.reason.values.ontology import Ontology
from lifonto.recipes import Bench, Entry
from lifonto.tables.prefixes import Prefixes


@dataclass(frozen=True)
class Statement:
    """A statement of the ontology: its identifier, its sentence, how well its source was seen, and its citations."""

    record: str
    says: str
    standing: str
    sources: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The bench, the classes that the build made for it, the statements, and the *axioms* to reason with."""

    bench: Bench
    without: Mapping[str, str]
    bases: Mapping[str, str]
    strained: Mapping[str, str]
    altered: Mapping[frozenset[str], str]
    statements: Mapping[str, Statement]
    axioms: Ontology
    prefixes: Prefixes
    home: Path

    @classmethod
    def of(cls, home: Path) -> Knowledge:
        """Read the release in *home*; raises NotFound where it has nothing of culture."""
        file = home / "release" / "culture.json"
        if not file.is_file():
            raise NotFound(f"no {file.name} in {file.parent}: run `lifonto build` first")
        told = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            bench_of(told["tables"]),
            without=told["without"],
            bases=told["bases"],
            strained=told["strained"],
            altered={frozenset(key.split()): value for key, value in told["altered"].items()},
            statements={key: statement(key, each) for key, each in told["statements"].items()},
            axioms=read(file.with_suffix(".ofn")),
            prefixes=Prefixes.read(home / "prefixes.tsv"),
            home=home,
        )

    def call(self, iri: str) -> str:
        """Return what *iri* is called, or its CURIE."""
        return self._names.get(iri) or self.prefixes.contract(iri)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {iri: each.name for table in self.bench.tables.values() for iri, each in table.items()}

    @cached_property
    def named_in_rules(self) -> frozenset[str]:
        """The ingredients that rules name one by one."""
        names = {name for each in self.bench["rules"].values() for name in each.says("present")}
        return frozenset(names - self.bench["kinds"].keys())

    @cached_property
    def acting(self) -> frozenset[str]:
        """The kinds of ingredient that can bear on what becomes of cells."""
        return frozenset(self.bench.acting)

    def entry(self, table: str, iri: str) -> Entry:
        """Return the entry of *iri* in *table*; raises NotFound where there is none."""
        if iri not in self.bench[table]:
            raise NotFound(f"{self.call(iri)} is not in the table of {table}")
        return self.bench[table][iri]

    def cited(self, records: Iterable[str]) -> list[Statement]:
        """Return the statements called *records*, as far as the release has them."""
        return [self.statements[each] for each in records if each in self.statements]


def bench_of(tables: Mapping[str, list[dict[str, object]]]) -> Bench:
    """Return the bench that a release has written down."""
    bench = Bench()
    for table, entries in tables.items():
        for number, each in enumerate(entries):
            said = {key: tuple(value) for key, value in each.items() if isinstance(value, list)}
            iri = str(each.get("id", number))
            bench[table][iri] = Entry(iri, str(each["called"]), said)
    return bench


def statement(record: str, told: Mapping[str, list[str]]) -> Statement:
    """Return the statement *record* from what a release has written down."""
    standing = next(iter(told["standing"]), "")
    return Statement(record, str(told["says"]), standing, tuple(told["sources"]), tuple(told["conflicts"]))
