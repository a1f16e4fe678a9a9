"""A term as people ask about it: what it is called, what it is, what was found about it, what points to it."""

from __future__ import annotations

from dataclasses import dataclass

from sparql_server.pages.addresses import is_web, names
from sparql_server.pages.asking import Value, ask, node, nodes
from sparql_server.pages.model.findings import Finding, findings_with
from sparql_server.pages.model.parents import BELOW, NOISE, TYPE, Parent, parents, within
from sparql_server.pages.model.place import Crumb, children, trail
from sparql_server.pages.model.sentences import Sentence, sentences
from sparql_server.pages.model.things import LABELS, Said, Thing, gathered, name_all, texts, things, title_in
from sparql_server.pages.shell import site

OBO, OIO = "http://purl.obolibrary.org/obo/", "http://www.geneontology.org/formats/oboInOwl#"
OWL, RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
SKOS, DCTERMS = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
DEFINITIONS = (f"{OBO}IAO_0000115", f"{SKOS}definition", f"{DCTERMS}description", "https://schema.org/description")
GLOSSES = (f"{SKOS}scopeNote", f"{RDFS}comment", f"{OBO}IAO_0000116")
SYNONYMS = (f"{OIO}hasExactSynonym", f"{SKOS}altLabel", f"{OBO}IAO_0000118")
RELATED = tuple(f"{OIO}has{each}Synonym" for each in ("Related", "Narrow", "Broad"))
ELSEWHERE = {
    f"{SKOS}exactMatch": "same",
    f"{SKOS}closeMatch": "close",
    f"{SKOS}narrowMatch": "narrower",
    f"{SKOS}broadMatch": "wider",
    f"{SKOS}relatedMatch": "related",
    f"{OWL}sameAs": "same",
    f"{OIO}hasDbXref": "see also",
    f"{OIO}hasAlternativeId": "old identifier",
    f"{RDFS}seeAlso": "see also",
}
HIDDEN = {
    *LABELS, *DEFINITIONS, *GLOSSES, *SYNONYMS, *RELATED, *ELSEWHERE, TYPE, BELOW,
    *(f"{OWL}{each}" for each in ("deprecated", "equivalentClass", "disjointWith", "annotatedSource")),
    *(f"{OIO}{each}" for each in ("id", "hasOBONamespace", "inSubset", "hasOBOFormatVersion", "created_by")),
    f"{OBO}IAO_0100001",
}  # fmt: skip
SORTS = {
    f"{OWL}ObjectProperty": "relation",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "property",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property": "property",
    f"{OWL}Ontology": "ontology",
}
MOST_SENTENCES = 60


@dataclass(frozen=True)
class Other:
    """An entry for the same, more or less, in another resource."""

    how: str
    text: str
    to: str


@dataclass(frozen=True)
class Fact:
    """What else the data say of a thing: a property, and its values as links or as words."""

    property: Thing
    things: tuple[Thing, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """Findings under a heading."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Term:
    """All that the page of a term shows."""

    iri: str
    name: str
    sort: str
    definition: str
    gloss: str
    synonyms: tuple[str, ...]
    related: tuple[str, ...]
    elsewhere: tuple[Other, ...]
    obsolete: bool
    replaced_by: tuple[Thing, ...]
    parents: tuple[Parent, ...]
    children: tuple[Thing, ...]
    trail: tuple[Crumb, ...]
    meanings: tuple[Sentence, ...]
    traits: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    does: tuple[Theme, ...]
    undergoes: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many findings it is the subject of."""
        return sum(len(each.findings) for each in self.does)


def read(iri: str) -> Term | None:
    """Return all that is known of *iri*; None where the data do not know it."""
    said = stated_of(iri)
    above = parents(iri)
    if not said and not is_mentioned(iri):
        return None
    findings = findings_with("subject", "object", thing=iri)
    mine = [each for each in findings if iri in {part.iri for part in each.parts.get("subject", ())}]
    return Term(
        iri=iri,
        name=" ".join(title_in(said).split()) or name_all([iri])[iri],
        sort=sort_of(texts(said, TYPE), above),
        definition=first(said, *DEFINITIONS),
        gloss=first(said, *GLOSSES),
        synonyms=synonyms(said, *SYNONYMS),
        related=synonyms(said, *RELATED),
        elsewhere=tuple(elsewhere(said)),
        obsolete="true" in texts(said, f"{OWL}deprecated"),
        replaced_by=tuple(things(texts(said, f"{OBO}IAO_0100001"))),
        parents=tuple(above),
        children=tuple(children(iri)),
        trail=tuple(trail(iri)),
        meanings=tuple(sentences(about(iri, f"{OWL}equivalentClass"))),
        traits=tuple(sentences(about(iri, BELOW, unborne=True))[:MOST_SENTENCES]),
        facts=tuple(facts(said)),
        does=tuple(themes(mine)),
        undergoes=tuple(each for each in findings if each not in mine),
    )


def stated_of(iri: str) -> Said:
    """Return what is stated of *iri*, without what only follows and without blank nodes."""
    own = within(site().stated, f"{node(iri)} ?p ?o")
    rows = ask(
        f"""SELECT DISTINCT ({node(iri)} AS ?s) ?p ?o WHERE {{ {{ {own} }} UNION
        {{ VALUES ?p {{ {nodes(ELSEWHERE)} }} {node(iri)} ?p ?o }} FILTER (!isBlank(?o)) }}"""
    )
    return gathered(rows).get(iri, {})


def first(said: Said, *properties: str) -> str:
    """Return the first text of the first of *properties* that has one."""
    return next((text for each in properties for text in texts(said, each)), "")


def is_mentioned(iri: str) -> bool:
    """Tell whether anything points to *iri*."""
    return bool(ask(f"SELECT ?s WHERE {{ ?s ?p {node(iri)} }} LIMIT 1"))


def about(iri: str, predicate: str, *, unborne: bool = False) -> str:
    """Write the pattern of the axioms about *iri*; *unborne* ones are those that no statement bears."""
    borne = names().iri(site().roles.get("borne_by", ""))
    without = f"FILTER NOT EXISTS {{ [] <{OWL}annotatedTarget> ?b ; <{borne}> [] }}" if borne and unborne else ""
    return f"VALUES (?s ?p) {{ ({node(iri)} {node(predicate)}) }} ?s ?p ?b {without}"


def sort_of(types: list[str], above: list[Parent]) -> str:
    """Say in a word or two what sort of thing it is."""
    found = next((SORTS[each] for each in types if each in SORTS), "")
    if found or any(each.startswith((OWL, RDFS)) for each in types):
        return found or (shortest(above) if above else "class")
    kinds = [each for each in types if each not in NOISE]
    return "; ".join(sorted(name_all(kinds).values(), key=len)[:2])


def shortest(above: list[Parent]) -> str:
    """Return the shortest name among the classes *above*, which is the plainest."""
    return min((each.name for each in above), key=len)


def synonyms(said: Said, *properties: str) -> tuple[str, ...]:
    """Return the other names, short ones first, each once."""
    found = {text.casefold(): text for each in properties for text in texts(said, each)}
    return tuple(sorted(found.values(), key=lambda each: (len(each), each.casefold())))


def elsewhere(said: Said) -> list[Other]:
    """Return the entries in other resources, by how they match."""
    pairs = [(how, value) for each, how in ELSEWHERE.items() for value in said.get(each, ())]
    found = {(value.text, how): Other(how, identifier(value), place(value)) for how, value in pairs}
    return sorted(found.values(), key=lambda each: (list(ELSEWHERE.values()).index(each.how), each.text))


def identifier(value: Value) -> str:
    """Return what identifies an entry elsewhere."""
    return names().short(value.text) if value.is_iri else value.text


def place(value: Value) -> str:
    """Return where an entry elsewhere can be opened; nothing where that is not known."""
    iri = value.text if value.is_iri else names().iris.get(value.text.partition(":")[0], "") and names().iri(value.text)
    return iri if is_web(iri) else ""


def facts(said: Said) -> list[Fact]:
    """Return what else is said, by property."""
    shown = {each: values for each, values in said.items() if each not in HIDDEN}
    called = name_all([*shown, *(value.text for values in shown.values() for value in values if value.is_iri)])
    found = []
    for each, values in shown.items():
        linked = tuple(Thing(value.text, called[value.text]) for value in values if value.is_iri)
        found.append(Fact(Thing(each, called[each]), linked, tuple(v.text for v in values if not v.is_iri)))
    return sorted(found, key=lambda each: each.property.name.casefold())


def themes(findings: list[Finding]) -> list[Theme]:
    """Return *findings* under the headings of the site, what is under none last."""
    heads = {value: head for head, values in site().themes.items() for value in values}
    groups: dict[str, list[Finding]] = {head: [] for head in [*site().themes, "Other findings"]}
    for each in findings:
        groups[heads.get(each.theme, "Other findings")].append(each)
    return [Theme(head, tuple(group)) for head, group in groups.items() if group]
