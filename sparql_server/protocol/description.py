"""The server describes itself: SPARQL 1.1 Service Description and VoID, as CONSTRUCT queries about its own data.

Being queries, they are answered by a worker, in every RDF format, and kept in the cache until the next write.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from sparql_server.regimes import CATALOGUE, SIMPLE, regimes, served
from sparql_server.settings import Settings

PREFIXES = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX ent: <http://www.w3.org/ns/entailment/>
"""
RESULT_FORMATS = (
    "formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV, "
    "formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD, formats:N-Quads, formats:TriG"
)


def literal(text: str) -> str:
    """Write *text* as a string of SPARQL (SPARQL 1.1 Query §19.7), whatever characters it has."""
    escaped = re.sub(r'["\\\x00-\x1f\x7f]', lambda m: f"\\u{ord(m[0]):04X}", text)
    return f'"{escaped.encode("utf-8", "replace").decode()}"'


def service_description(settings: Settings, url: str) -> str:
    """Return the query whose answer describes the service at *url*."""
    features = ["sd:UnionDefaultGraph"] if settings.union_default_graph and not settings.apart else []
    features += ["sd:BasicFederatedQuery"] if settings.federation else []
    features += ["sd:EmptyGraphs"] if settings.writable else []
    languages = "sd:SPARQL10Query, sd:SPARQL11Query" + (", sd:SPARQL11Update" if settings.writable else "")
    feature = f"sd:feature {', '.join(features)} ;" if features else ""
    simple = "" if settings.remote else " ; sd:entailmentRegime ent:Simple"
    regime, sets = entailment(settings), available(settings, url)
    dataset, default = f"<{url}/sparql#dataset>", f"<{url}/sparql#default-graph>"
    return f"""{PREFIXES}
CONSTRUCT {{
  <{url}/sparql> a sd:Service ; sd:endpoint <{url}/sparql> ; sd:supportedLanguage {languages} ; {feature}
    sd:resultFormat {RESULT_FORMATS} ; {regime}
    sd:defaultDataset {dataset} .
  {dataset} a sd:Dataset ; dcterms:title {literal(settings.title)} ;
    sd:defaultGraph {default} ; sd:namedGraph ?node .
  {default} a sd:Graph . ?node a sd:NamedGraph ; sd:name ?graph{simple} .
  {sets}
  ?told ?by ?value .
}} WHERE {{ {{}} UNION {{ GRAPH ?graph {{}}
  BIND(IRI(CONCAT("{url}/sparql#", ENCODE_FOR_URI(STR(?graph)))) AS ?node) }} {catalogue(settings)} }}"""


def catalogue(settings: Settings) -> str:
    """Return the pattern for what the server tells of its data; of a remote store it knows nothing."""
    return "" if settings.remote else f"UNION {{ GRAPH <{CATALOGUE}> {{ ?told ?by ?value }} }}"


def entailment(settings: Settings) -> str:
    """Say under which regime the default graph is asked, and for which OWL profile; of a remote store, nothing."""
    if settings.remote:
        return ""
    regime = regimes()[settings.entailment]
    profile = f" sd:defaultSupportedEntailmentProfile <{regime.profile}> ;" if regime.profile else ""
    return f"sd:defaultEntailmentRegime <{regime.iri}> ;{profile}"


def available(settings: Settings, url: str) -> str:
    """Say which IRIs stand for sets of graphs in FROM and its kin, and under which regime each is asked."""
    simple = regimes()[SIMPLE].iri
    sets: list[tuple[str, str, str, str, tuple[str, ...]]]
    sets = [(each.iri, each.iri, each.profile, each.meaning, ()) for each in served(settings.entailment)]
    sets += [(each.iri, simple, "", each.meaning, each.graphs) for each in settings.datasets]
    said = []
    for iri, regime, profile, meaning, graphs in sets:
        node = f"<{url}/sparql#{quote(iri, safe='')}>"
        parts = [f"dcterms:hasPart <{graph}>" for graph in graphs]
        parts += [f"sd:supportedEntailmentProfile <{profile}>"] if profile else []
        parts += [f"sd:entailmentRegime <{regime}>", f"dcterms:description {literal(meaning)}"]
        said.append(f"<{url}/sparql#available> sd:namedGraph {node} .")
        said.append(f"{node} a sd:NamedGraph ; sd:name <{iri}> ; {' ; '.join(parts)} .")
    if said:
        said.append(f"<{url}/sparql> sd:availableGraphs <{url}/sparql#available> .")
        said.append(f"<{url}/sparql#available> a sd:GraphCollection .")
    return "\n  ".join(said)


def void(settings: Settings, url: str) -> str:
    """Return the query whose answer is the VoID description of the data (W3C Interest Group Note, 3 March 2011)."""
    dataset = f"<{url}/.well-known/void#dataset>"
    return f"""{PREFIXES}
CONSTRUCT {{
  <{url}/.well-known/void> a void:DatasetDescription ; dcterms:title {literal(settings.title)} .
  {dataset} a void:Dataset ; dcterms:title {literal(settings.title)} ; void:sparqlEndpoint <{url}/sparql> ;
    void:triples ?triples ; void:distinctSubjects ?subjects ; void:properties ?properties ; void:classes ?classes ;
    void:subset ?part .
  ?part a void:Dataset ; sd:name ?graph ; void:triples ?size .
  ?told ?by ?value .
}} WHERE {{
  {{ SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
    WHERE {{ ?s ?p ?o }} }}
  UNION {{ SELECT (COUNT(DISTINCT ?c) AS ?classes) WHERE {{ [] a ?c }} }}
  UNION {{ {{ SELECT ?graph (COUNT(*) AS ?size) WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} }} GROUP BY ?graph }}
    BIND(IRI(CONCAT("{url}/.well-known/void#", ENCODE_FOR_URI(STR(?graph)))) AS ?part) FILTER(BOUND(?graph)) }}
  {catalogue(settings)}
}}"""


GRAPH_SIZES = "SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
