"""Nanopublications in TriG: of each statement its record and its finding, its sources, and who says so; unsigned.

What was denied goes out as in the graph ``findings``, under a relation that says *not*; what is contested, hypothetical
or undetermined has its record alone, whose type says so.
"""

from __future__ import annotations

import pyoxigraph as ox

from lifonto.exchange.losses import Export, Losses
from lifonto.exchange.statements import BIOLINK, LIFO, SOURCE, TYPE, Statement, Statements
from lifonto.rdf.graph_names import graph_iri
from lifonto.reason.values.vocabulary import RDF, RDFS, XSD

NP, PROV, DCTERMS = "http://www.nanopub.org/nschema#", "http://www.w3.org/ns/prov#", "http://purl.org/dc/terms/"
RECORD = f"""SELECT ?s ?p ?o {{ GRAPH <{graph_iri("statements")}> {{ ?s <{BIOLINK}predicate> [] ; ?p ?o }} }}"""
FINDING = f"""SELECT ?record ?s ?p ?o {{ GRAPH <{graph_iri("findings")}> {{
  ?record <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o . ?s ?p ?o }} }}"""
EVIDENCE = {SOURCE, f"{BIOLINK}has_evidence", f"{LIFO}0000008"}
LOCAL = ("Head", "assertion", "provenance", "pubinfo")
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def export(known: Statements) -> Export:
    """Write a nanopublication for each statement."""
    records = gathered(known, RECORD)
    findings = gathered(known, FINDING)
    quads = []
    for each in known.all:
        quads += publication(each, records[each.iri], findings.get(each.iri, []), known)
    spaces = {name: iri for name, iri in known.prefixes.items() if name.isidentifier()}
    content = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes={**spaces, "np": NP, "prov": PROV})
    return Export.of("lifonto.trig", content or b"", Losses())


def gathered(known: Statements, query: str) -> dict[str, list[Triple]]:
    """Return the triples that *query* finds, by the record that they belong to, which stands in the first column."""
    found: dict[str, list[Triple]] = {}
    answer = known.store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    for solution in answer:
        *_, subject, predicate, value = solution
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        record = solution[0]
        assert isinstance(record, ox.NamedNode)
        found.setdefault(record.value, []).append((subject, predicate, value))
    return found


def publication(each: Statement, record: list[Triple], finding: list[Triple], known: Statements) -> list[ox.Quad]:
    """Return the four graphs of one nanopublication."""
    base = f"{known.metadata.iri}np/{each.iri.rpartition('/')[2]}/{known.metadata.version}"
    this = ox.NamedNode(base)
    head, assertion, provenance, pubinfo = (ox.NamedNode(f"{base}#{name}") for name in LOCAL)

    def iri(name: str) -> ox.NamedNode:
        return ox.NamedNode(name)

    said = [triple for triple in record if triple[1].value not in EVIDENCE]
    sources = [(assertion, iri(f"{PROV}wasDerivedFrom"), o) for _, p, o in record if p.value == SOURCE]
    kinds = [(assertion, p, o) for _, p, o in record if p.value in EVIDENCE - {SOURCE}]
    graphs: dict[ox.NamedNode, list[Triple]] = {
        head: [
            (this, iri(TYPE), iri(f"{NP}Nanopublication")),
            (this, iri(f"{NP}hasAssertion"), assertion),
            (this, iri(f"{NP}hasProvenance"), provenance),
            (this, iri(f"{NP}hasPublicationInfo"), pubinfo),
        ],
        assertion: [*said, *finding],
        provenance: [*sources, *kinds, (assertion, iri(f"{PROV}wasAttributedTo"), iri(known.metadata.iri))],
        pubinfo: [
            (this, iri(f"{DCTERMS}created"), ox.Literal(known.metadata.version, datatype=iri(f"{XSD}date"))),
            (this, iri(f"{DCTERMS}license"), iri(known.metadata.license)),
            (this, iri(f"{DCTERMS}isPartOf"), iri(known.metadata.version_iri)),
            (this, iri(f"{RDFS}label"), ox.Literal(each.sentence)),
            *((this, iri(f"{DCTERMS}creator"), ox.Literal(name)) for name in known.metadata.creators),
        ],
    }
    return [ox.Quad(*triple, graph) for graph, triples in graphs.items() for triple in triples]
