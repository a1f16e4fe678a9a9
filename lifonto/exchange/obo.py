"""OBO 1.4: a frame for each class and relation; axioms that frames cannot say stand in ``owl-axioms``.

Readers of OBO that know no OWL pass over ``owl-axioms``, so these are told as losses. Individuals are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lifonto.exchange.functional import axiom as functional_axiom
from lifonto.exchange.losses import INDIVIDUALS, Losses
from lifonto.exchange.obo_annotations import Annotations, Clause
from lifonto.exchange.obo_text import Identifiers, quoted, unquoted
from lifonto.reason.documents.gathering import in_order
from lifonto.reason.documents.obo.identifiers import OBO, OBO_IN_OWL
from lifonto.reason.documents.obo.relations import CHARACTERISTICS, PAIRS
from lifonto.reason.documents.obo.vocabulary import COMMENT, DEPRECATED, MERGED, PROPERTIES, REASON
from lifonto.reason.values.axioms import CLASS, OBJECT, OF_INDIVIDUALS, Axiom, Chain, Part
from lifonto.reason.values.expressions import Expression, Junction, Literal, Named, Restriction
from lifonto.reason.values.functional import declaration
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.reason.values.vocabulary import LABEL, OWL, RDFS, THING

OUTSIDE = "axioms that OBO has no clause for: they stand in owl-axioms, which readers without OWL pass over"
TAGS = (
    *("id", "is_anonymous", "name", "namespace", "alt_id", "def", "comment", "subset", "synonym", "xref"),
    *("property_value", "domain", "range", *CHARACTERISTICS, "is_a", "intersection_of", "union_of", "equivalent_to"),
    *("disjoint_from", "inverse_of", "holds_over_chain", "relationship", "is_obsolete", "replaced_by", "consider"),
    *("created_by", "creation_date", "is_metadata_tag"),
)
CLASS_PAIRS = {"SubClassOf": "is_a", "EquivalentClasses": "equivalent_to", "DisjointClasses": "disjoint_from"}
RELATION_PAIRS = {kind: tag for tag, kind in PAIRS.items()}
SIGNS = {kind: tag for tag, kind in CHARACTERISTICS.items()}
BUILT_IN = {*PROPERTIES.values(), f"{OBO_IN_OWL}created_by", f"{OBO_IN_OWL}creation_date", f"{OBO_IN_OWL}consider"}
BUILT_IN |= {f"{OBO_IN_OWL}id", f"{OBO_IN_OWL}shorthand"}
INFERRED = frozenset(
    {Annotation(f"{OBO_IN_OWL}is_inferred", Literal("true", "http://www.w3.org/2001/XMLSchema#string"))}
)
Pairs = Iterable[tuple[str, str]]
DEFINING = {"and": "intersection_of", "or": "union_of"}


def obo(
    ontology: Ontology, prefixes: Mapping[str, str], losses: Losses, inferred: Pairs = (), same: Pairs = ()
) -> bytes:
    """Write *ontology*; *inferred* superclasses and classes that are the *same* get a mark that they follow."""
    return _Writer(ontology, prefixes, losses).document(inferred, same)


class _Writer:
    def __init__(self, ontology: Ontology, prefixes: Mapping[str, str], losses: Losses) -> None:
        self.ontology, self.losses = ontology, losses
        self.name = Identifiers(prefixes, shorthands(ontology))
        self.annotations = Annotations(self.name, losses)
        self.frames: dict[str, list[Clause]] = {}
        self.outside: list[Axiom] = []
        self.obsolete = {iri for iri, said in ontology.annotations.items() if is_deprecated(said)}
        self.defined: set[tuple[str, str]] = set()

    def document(self, inferred: Pairs, same: Pairs) -> bytes:
        classes, relations, metadata = (self.kind(each) for each in (CLASS, OBJECT, "AnnotationProperty"))
        tags = sorted(iri for iri in metadata if iri not in relations and self.is_tag(iri))
        merged = self.merged()
        for iri in {*classes, *relations, *tags} - merged:
            self.frames[iri] = self.annotations.clauses(iri, self.ontology.annotations.get(iri, ()))
        for each in self.ontology.axioms:
            self.axiom(each)
        for tag, found in (("is_a", inferred), ("equivalent_to", same)):
            for one, other in found:
                self.put(one, tag, self.name(other) + self.annotations.qualifiers(INFERRED))
        for iri in tags:
            self.put(iri, "is_metadata_tag", "true")
        terms = [self.frame("Term", iri) for iri in sorted(classes - merged, key=self.name)]
        typedefs = [self.frame("Typedef", iri) for iri in sorted({*relations, *tags} - merged, key=self.name)]
        self.leave_out_individuals()
        return "\n".join([self.header(), *terms, *typedefs]).encode()

    def kind(self, kind: str) -> set[str]:
        return {iri for iri in self.ontology.of_kind(kind) if iri != THING}

    def merged(self) -> set[str]:
        """Return what an ``alt_id`` stands for, which has no frame of its own."""
        others = {
            each.value.text if isinstance(each.value, Literal) else self.name(each.value)
            for said in self.ontology.annotations.values()
            for each in said
            if each.property == PROPERTIES["alt_id"]
        }
        found = self.ontology.annotations.items()
        gone = {iri for iri, said in found if any(each[:2] == (REASON, MERGED) for each in said)}
        return {iri for iri in gone if self.name(iri) in others}

    def is_tag(self, iri: str) -> bool:
        """Tell whether the annotation property *iri* gets a frame: those of OBO, subsets and their like do not."""
        said = self.ontology.annotations.get(iri, ())
        return iri not in BUILT_IN and not any(
            each.property == f"{RDFS}subPropertyOf" and each.value in KINDS_OF_HEADER for each in said
        )

    def put(self, about: str, tag: str, value: str) -> None:
        self.frames.setdefault(about, []).append((tag, value))

    def axiom(self, value: Axiom) -> None:
        if value.kind in OF_INDIVIDUALS:
            return
        notes = self.annotations.qualifiers(self.ontology.of_axioms.get(value, ()))
        clauses = [] if value.names() & self.obsolete else self.clauses(value)
        if clauses:
            for about, tag, written in clauses:
                self.put(about, tag, written + notes)
        else:
            self.outside.append(value)

    def clauses(self, value: Axiom) -> list[tuple[str, str, str]]:
        """Return the clauses that say what *value* says, or none where OBO cannot."""
        match value.kind, value.parts:
            case kind, (Named(one), Named(other)) if kind in CLASS_PAIRS or kind in RELATION_PAIRS:
                return [(one, CLASS_PAIRS.get(kind) or RELATION_PAIRS[kind], self.name(other))]
            case "SubClassOf", (Named(one), Restriction() as link) if is_link(link):
                return [(one, "relationship", self.term(link))]
            case "EquivalentClasses", (Named(one), Junction(word, operands)) if self.may_define(one, word, operands):
                return [(one, DEFINING[word], self.term(each)) for each in operands]
            case "SubObjectPropertyOf", (Chain(links), Named(one)) if len(links) == 2:
                if all(isinstance(each, Named) for each in links):
                    return [(one, "holds_over_chain", " ".join(self.term(each) for each in links))]
            case kind, (Named(one),) if kind in SIGNS:
                return [(one, SIGNS[kind], "true")]
        return []

    def may_define(self, about: str, word: str, operands: tuple[Expression, ...]) -> bool:
        """Tell whether OBO can say it: plain parts, and no other definition of *about* of the same sort."""
        plain = all(isinstance(each, Named) or is_link(each) for each in operands) and len(set(operands)) > 1
        if not plain or (about, word) in self.defined:
            return False
        self.defined.add((about, word))
        return True

    def term(self, part: object) -> str:
        if isinstance(part, Restriction):
            return f"{self.term(part.relation)} {self.term(part.filler)}"
        assert isinstance(part, Named)
        return self.name(part.name)

    def frame(self, kind: str, iri: str) -> str:
        clauses = sorted(dict.fromkeys(self.frames.get(iri, ())), key=lambda each: (TAGS.index(each[0]), each[1]))
        return f"[{kind}]\nid: {self.name(iri)}\n" + "".join(f"{tag}: {value}\n" for tag, value in clauses)

    def header(self) -> str:
        header = self.ontology.header
        space = header.iri.removeprefix(OBO).removesuffix(".owl") if header.iri.startswith(OBO) else header.iri
        version = header.version.removeprefix(f"{OBO}{space}/").removesuffix(f"/{space}.owl")
        lines = ["format-version: 1.4", *([f"data-version: {version}"] if version else [])]
        lines += [f"import: {iri}" for iri in sorted(header.imports)]
        defined = self.header_definitions()
        notes = [f"property_value: {self.annotations.property_value(each)}" for each in self.said_of_header()]
        axioms = self.owl_axioms()
        lines += [*defined, *self.name.header(), *([f"ontology: {space}"] if space else []), *notes, *axioms]
        return "".join(f"{line}\n" for line in lines)

    def said_of_header(self) -> list[Annotation]:
        passed = {PROPERTIES["format-version"]}
        return [each for each in in_order(self.ontology.header.annotations) if each.property not in passed]

    def header_definitions(self) -> list[str]:
        """Return a line for each subset and each kind of synonym that is declared."""
        lines = []
        for iri, said in sorted(self.ontology.annotations.items()):
            parents = {each.value for each in said if each.property == f"{RDFS}subPropertyOf"}
            for parent in parents & KINDS_OF_HEADER.keys():
                tag, told = KINDS_OF_HEADER[str(parent)]
                texts = [each.value.text for each in said if each.property in told and isinstance(each.value, Literal)]
                lines.append(f"{tag}: {self.name(iri)} {quoted(texts[0] if texts else iri)}")
        return lines

    def owl_axioms(self) -> list[str]:
        """Return the line with the axioms that no frame can say, and lose them for readers that pass over it."""
        if not self.outside:
            return []
        written = sorted(functional_axiom(each, self.ontology.of_axioms.get(each, ())) for each in self.outside)
        self.losses.lose(OUTSIDE, *written)
        datatypes = sorted(each for each in self.ontology.entities if each.kind in ("DataProperty", "Datatype"))
        body = "\n".join([*map(declaration, datatypes), *written])
        return [f"owl-axioms: {unquoted(f'Ontology({chr(10)}{body}{chr(10)})')}"]

    def leave_out_individuals(self) -> None:
        individuals = self.ontology.of_kind("NamedIndividual")
        self.losses.lose(INDIVIDUALS, *sorted(individuals))


KINDS_OF_HEADER = {  # of annotation properties that header lines define, with what their text is said by
    PROPERTIES["subsetdef"]: ("subsetdef", (COMMENT, LABEL)),
    PROPERTIES["synonymtypedef"]: ("synonymtypedef", (LABEL,)),
}


def is_link(part: Part) -> bool:
    """Tell whether *part* says that there is a link to some instance of a class."""
    match part:
        case Restriction(Named(), "some", Named()):
            return True
    return False


def is_deprecated(said: Iterable[Annotation]) -> bool:
    """Tell whether what is *said* of a term makes it obsolete."""
    return any(
        each.property == DEPRECATED and isinstance(each.value, Literal) and each.value.text == "true" for each in said
    )


def shorthands(ontology: Ontology) -> dict[str, str]:
    """Return the short names of relations, which OBO uses for their identifiers."""
    found = {}
    for iri in ontology.of_kind(OBJECT):
        for each in ontology.annotations.get(iri, ()):
            if (
                each.property == f"{OBO_IN_OWL}shorthand"
                and isinstance(each.value, Literal)
                and not iri.startswith(OWL)
            ):
                found[iri] = each.value.text
    return found
