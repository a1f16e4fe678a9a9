"""Proteins, complexes and genes of one species by the identifiers of databases, as far as the release knows them."""

from __future__ import annotations

import re
from functools import cached_property

from lifonto.exchange.statements import Statements
from lifonto.rdf.graph_names import graph_iri

DIRECT, MAPPINGS = graph_iri("direct"), graph_iri("mappings")
PRODUCT, TAXON, PART = "RO:0002205", "RO:0002162", "BFO:0000051"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROTEIN, GENE, COMPLEX = "PR:000000001", "SO:0000704", "GO:0032991"
NAMED_GENE = re.compile(r"(\S+) gene \(\w+\)")


class Molecules:
    """Knows genes, accessions and parts."""

    def __init__(self, known: Statements) -> None:
        self.known = known

    def links(self, curie: str) -> list[tuple[str, str]]:
        """Return what the relation *curie* links most closely."""
        relation = self.known.prefixes.expand(curie)
        rows = self.known.rows(f"SELECT ?s ?o {{ GRAPH <{DIRECT}> {{ ?s <{relation}> ?o }} }} ORDER BY ?s ?o")
        return [(subject, value) for subject, value in rows]

    @cached_property
    def matches(self) -> dict[str, list[tuple[str, str]]]:
        """The mappings of each term: the predicate's own name, and the other's CURIE."""
        found: dict[str, list[tuple[str, str]]] = {}
        query = f"SELECT ?s ?p ?o {{ GRAPH <{MAPPINGS}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
        for term, predicate, other in self.known.rows(query):
            found.setdefault(term, []).append((predicate.removeprefix(SKOS), self.known.curie(other)))
        return found

    @cached_property
    def taxa(self) -> dict[str, set[str]]:
        """The species that each term is of."""
        found: dict[str, set[str]] = {}
        for term, taxon in self.links(TAXON):
            found.setdefault(term, set()).add(taxon)
        return found

    @cached_property
    def products(self) -> list[tuple[str, str]]:
        """Each gene with its product."""
        return self.links(PRODUCT)

    @cached_property
    def wholes(self) -> list[tuple[str, str]]:
        """Each whole with its part."""
        return self.links(PART)

    def is_protein(self, term: str) -> bool:
        """Tell whether *term* is a protein."""
        return self.known.is_a(term, PROTEIN)

    def is_machine(self, term: str) -> bool:
        """Tell whether *term* is a protein, a gene or a complex."""
        return any(self.known.is_a(term, each) for each in (PROTEIN, GENE, COMPLEX))

    def is_of(self, term: str, species: str) -> bool:
        """Tell whether *term* is of *species*, or of none in particular."""
        return species in self.taxa.get(term, {species})

    def gene(self, protein: str, species: str) -> str:
        """Return the only gene of *species* whose product is *protein* or a form of it, or nothing."""
        if not self.is_of(protein, species):
            return ""
        found = {
            gene
            for gene, product in self.products
            if (product == protein or protein in self.known.above.get(product, ())) and self.is_of(gene, species)
        }
        return found.pop() if len(found) == 1 else ""

    def symbol(self, gene: str) -> str:
        """Return the symbol of *gene*, or nothing."""
        found = NAMED_GENE.fullmatch(self.known.labels.get(gene, ""))
        return found[1] if found else ""

    def other(self, term: str, prefix: str) -> str:
        """Return what *term* is in the database *prefix*, or nothing where that is not exactly one thing."""
        same = [curie for how, curie in self.matches.get(term, ()) if how == "exactMatch"]
        found = [each.removeprefix(f"{prefix}:") for each in same if each.startswith(f"{prefix}:")]
        return found[0] if len(found) == 1 else ""

    def accession(self, protein: str, species: str) -> str:
        """Return the UniProt accession of *protein* in *species*, or nothing where the release does not tell which."""
        below = [each for each in {protein, *self.forms(protein)} if species in self.taxa.get(each, ())]
        found = {accession for each in below if (accession := self.own_accession(each))}
        if not found and self.is_of(protein, species):
            others = {self.own_accession(each) for each in self.forms(protein)}
            narrow = [curie for how, curie in self.matches.get(protein, ()) if how == "narrowMatch"]
            known = {each.removeprefix("UniProtKB:") for each in narrow if each.startswith("UniProtKB:")}
            found = known - others if len(known) == 2 and known & others else set()
        return found.pop() if len(found) == 1 else ""

    def own_accession(self, protein: str) -> str:
        """Return the accession that *protein* itself has."""
        curie = self.known.curie(protein)
        return curie.removeprefix("UniProtKB:") if curie.startswith("UniProtKB:") else self.other(protein, "UniProtKB")

    def forms(self, protein: str) -> list[str]:
        """Return what is a *protein*."""
        return [each for each, above in self.known.above.items() if protein in above and each != protein]

    def parts(self, whole: str) -> list[str]:
        """Return the proteins that *whole*, a complex, has for parts; of a protein itself."""
        if self.is_protein(whole):
            return [whole]
        return sorted(part for each, part in self.wholes if each == whole and self.is_protein(part))
