"""The four tables that CellPhoneDB 5 makes a database of: genes, proteins, complexes and interactions, of man.

The ligand is partner A. What CellPhoneDB asks of a protein and the release does not know, as whether it is secreted, is
left empty.
"""

from __future__ import annotations

from lifonto.exchange.ligand_receptor import NO_NAME, Pair, pairs, told
from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.molecules import Molecules
from lifonto.exchange.statements import Statements
from lifonto.exchange.tables import written

HUMAN = "NCBITaxon:9606"
SUBUNITS = [f"uniprot_{number}" for number in range(1, 5)]
UNTOLD = ("transmembrane", "peripheral", "secreted", "secreted_highlight", "integrin", "other")
TEXTS = ("secreted_desc", "receptor_desc", "other_desc")
TAGS = ("tags", "tags_reason", "tags_description")
OF_COMPLEX = ("pdb_structure", "pdb_id", "stoichiometry", "comments_complex")
UNKNOWN = "properties of proteins that the tables have and the release does not: transmembrane, secreted, integrin, …"
Row = dict[str, str]


def export(known: Statements) -> Export:
    """Write the four tables."""
    made = _Tables(known)
    for pair in list(pairs(known, made.molecules, made.losses, (HUMAN,))):
        made.take(pair)
    made.tell_unnamed()
    made.losses.lose(UNKNOWN, *sorted(made.proteins))
    return Export({f"{name}_input.csv": written(rows) for name, rows in made.tables().items()}, made.losses)


class _Tables:
    def __init__(self, known: Statements) -> None:
        self.known, self.molecules, self.losses = known, Molecules(known), Losses()
        self.genes: dict[str, Row] = {}
        self.proteins: dict[str, Row] = {}
        self.complexes: dict[str, Row] = {}
        self.interactions: dict[tuple[str, str], list[Pair]] = {}
        self.named, self.unnamed = set[str](), dict[str, str]()

    def take(self, pair: Pair) -> None:
        """Take a pair whose proteins all have their identifiers."""
        statement = self.known.curie(pair.statement.iri)
        ends = [self.subunits(term, pair.species) for term in (pair.ligand, pair.receptor)]
        if not all(ends):
            label = f"{self.known.label(pair.ligand)} {self.known.label(pair.receptor)}"
            self.unnamed[f"{statement} {label}"] = statement
            return
        self.named.add(statement)
        names = [
            self.partner(term, found, is_receptor=term == pair.receptor)
            for term, found in zip((pair.ligand, pair.receptor), ends, strict=True)
        ]
        self.interactions.setdefault((names[0], names[1]), []).append(pair)

    def subunits(self, term: str, species: str) -> list[Row]:
        """Return the gene of each protein in *term*, or nothing where one is not known."""
        found = [self.gene(each, species) for each in self.molecules.parts(term)]
        return found if all(all(each.values()) for each in found) and len(found) <= len(SUBUNITS) else []

    def gene(self, protein: str, species: str) -> Row:
        gene = self.molecules.gene(protein, species)
        symbol = self.molecules.symbol(gene)
        return {
            "gene_name": symbol,
            "uniprot": self.molecules.accession(protein, species),
            "hgnc_symbol": symbol,
            "ensembl": self.molecules.other(gene, "ENSEMBL"),
        }

    def partner(self, term: str, found: list[Row], *, is_receptor: bool) -> str:
        """Take the proteins of one side, and return the name that interactions know it by."""
        for each in found:
            self.genes[each["uniprot"]] = each
            row = self.proteins.setdefault(each["uniprot"], self.properties() | dict.fromkeys(TAGS, ""))
            row |= {"uniprot": each["uniprot"], "protein_name": each["gene_name"]}
            row["receptor"] = "True" if is_receptor else row["receptor"]
        if len(found) == 1:
            return found[0]["uniprot"]
        name = self.known.label(term).replace(" ", "_")
        units = dict(zip(SUBUNITS, [each["uniprot"] for each in found] + [""] * 4, strict=False))
        row = {"complex_name": name} | units | self.properties() | dict.fromkeys(OF_COMPLEX, "")
        self.complexes[name] = row | {"receptor": str(is_receptor)}
        return name

    def properties(self) -> Row:
        return {"receptor": "False"} | dict.fromkeys((*UNTOLD, *TEXTS), "")

    def tell_unnamed(self) -> None:
        self.losses.lose(NO_NAME, *self.unnamed)
        for statement in set(self.unnamed.values()) - self.named:
            self.losses.withhold(statement, NO_NAME)

    def tables(self) -> dict[str, list[Row]]:
        return {
            "gene": [row for _, row in sorted(self.genes.items())],
            "protein": [row for _, row in sorted(self.proteins.items())],
            "complex": [row for _, row in sorted(self.complexes.items())],
            "interaction": [self.interaction(*each) for each in sorted(self.interactions.items(), key=lambda e: e[0])],
        }

    def interaction(self, names: tuple[str, str], found: list[Pair]) -> Row:
        notes = told(found, self.known)
        return {
            "partner_a": names[0],
            "partner_b": names[1],
            "source": notes["publications"].replace("|", ";"),
            "annotation_strategy": "user_curated",
            "directionality": "Ligand-Receptor",
            "classification": "",
            "is_ppi": "True",
            "curator": "lifonto",
            "comments": f"standing: {notes['standing']}; statements: {notes['statements'].replace('|', ' ')}",
        }
