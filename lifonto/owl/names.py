"""Finding entities by what people call them: label, CURIE or IRI."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import owlready2 as owl

from lifonto.errors import NotFound, PrefixError
from lifonto.tables.mistakes import meant
from lifonto.tables.prefixes import Prefixes


@dataclass
class Names:
    """The entities of an ontology being built, by label, CURIE and IRI.

    ``everyday`` has what else people call them, in small letters, and their labels: a table names a term by its label
    alone, and who writes *mouse* is told that this is *Mus musculus*.
    """

    ontology: owl.Ontology
    prefixes: Prefixes
    labels: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    everyday: dict[str, str] = field(default_factory=dict)

    def iri(self, identifier: str) -> str:
        """Return the IRI of a CURIE, or of an IRI written out.

        Raises PrefixError where the prefix is unknown or the identifier has a space in it.
        """
        if any(mark in identifier for mark in ' <>"{}|\\^`'):
            raise PrefixError(f"{identifier!r} is no identifier: it has a space or a mark no IRI may have")
        if identifier.startswith(("http://", "https://")):
            return identifier
        prefix = identifier.partition(":")[0]
        if prefix not in self.prefixes:
            raise PrefixError(f"unknown prefix in {identifier!r}{meant(prefix, self.prefixes)}; see prefixes.tsv")
        return self.prefixes.expand(identifier)

    def label(self, entity: Any, text: str) -> None:
        """Give *entity* the label *text*, so that it can be found by it."""
        if entity not in self.labels[text]:
            self.labels[text].append(entity)
        if not entity.iri.startswith(("http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2002/07/owl#")):
            entity.label = [text]

    def called(self, iri: str) -> str:
        """Return the label of *iri*, or else its CURIE."""
        entity = self.ontology.world[iri]
        return str(entity.label.first()) if entity is not None and entity.label else self.prefixes.contract(iri)

    def find(self, name: str) -> Any:
        """Return the entity called *name*.

        Raises NotFound where nothing, or more than one thing, is called so, with what was probably meant.
        """
        known = self.labels.get(name, [])
        if len(known) == 1:
            return known[0]
        if known:
            which = " or ".join(sorted(self.prefixes.contract(entity.iri) for entity in known))
            raise NotFound(f"{name!r} is the label of several entities: write {which}")
        if ":" in name and " " not in name and (entity := self.ontology.world[self.iri(name)]) is not None:
            return entity
        raise NotFound(f"unknown name {name!r}{self.meant(name)}")

    def meant(self, name: str) -> str:
        """Return a hint at the label of what people call *name*, or else at the labels that come near it."""
        label = self.everyday.get(name.casefold())
        return f"; did you mean {label!r}?" if label else meant(name, self.labels)
