"""Mappings of an ontology as an SSSOM table: SKOS matches, and cross-references whose prefix the ontology declares."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lifonto.exchange.losses import Losses, table
from lifonto.reason.documents.obo.vocabulary import PROPERTIES
from lifonto.reason.values.expressions import Literal
from lifonto.reason.values.ontology import Annotation, Ontology
from lifonto.tables.prefixes import Prefixes

SKOS, SEMAPV = "http://www.w3.org/2004/02/skos/core#", "https://w3id.org/semapv/vocab/"
OBO, OBO_IN_OWL = "http://purl.obolibrary.org/obo/", "http://www.geneontology.org/formats/oboInOwl#"
LICENSE, UNSPECIFIED = "http://purl.org/dc/terms/license", "https://w3id.org/sssom/license/unspecified"
MATCHES = {f"{SKOS}{each}Match": f"skos:{each}Match" for each in ("exact", "close", "broad", "narrow", "related")}
MATCHES |= {PROPERTIES["xref"]: "oboInOwl:hasDbXref"}
COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification")
UNKNOWN = "cross-references and matches whose prefix the ontology does not declare"
JUSTIFICATION = "semapv:UnspecifiedMatching"


def sssom(ontology: Ontology, prefixes: Mapping[str, str], losses: Losses) -> bytes:
    """Write the mappings that the terms of *ontology* bear."""
    spaces = {name: iri for name, iri in prefixes.items() if name and iri}
    spaces |= {"skos": SKOS, "semapv": SEMAPV, "oboInOwl": OBO_IN_OWL} | of_obo(ontology, spaces)
    names = Prefixes(spaces)
    found = []
    for about, said in sorted(ontology.annotations.items()):
        for each in said:
            if each.property in MATCHES:
                subject, other = names.contract(about), other_of(each, names)
                if "://" in subject or not other:
                    losses.lose(UNKNOWN, f"{about} {each.value if isinstance(each.value, str) else each.value.text}")
                    continue
                labels = [ontology.labels.get(iri, "") for iri in (about, names.expand(other))]
                found.append((subject, labels[0], MATCHES[each.property], other, labels[1], JUSTIFICATION))
    used = {curie.partition(":")[0] for row in found for curie in row[::2]} | {"semapv"}
    return head(ontology, {name: spaces[name] for name in sorted(used & spaces.keys())}) + table(
        COLUMNS, sorted(set(found))
    )


def of_obo(ontology: Ontology, known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes of OBO's own IRIs among the terms, which need no declaration."""
    begun = {each.iri.removeprefix(OBO).partition("_") for each in ontology.entities if each.iri.startswith(OBO)}
    return {name: f"{OBO}{name}_" for name, line, _ in begun if line and name.isalpha() and name not in known}


def other_of(said: Annotation, names: Prefixes) -> str:
    """Return the CURIE of what a mapping leads to, or nothing where it has none."""
    text = said.value.text if isinstance(said.value, Literal) else names.contract(said.value)
    prefix, colon, local = text.partition(":")
    return text if colon and local and prefix in names and not any(map(str.isspace, text)) else ""


def head(ontology: Ontology, spaces: Mapping[str, str]) -> bytes:
    """Return the metadata that stand above the table."""
    return "".join(f"#{line}\n" for line in metadata(ontology, spaces)).encode()


def metadata(ontology: Ontology, spaces: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the metadata."""
    licenses = [each.value for each in ontology.header.annotations if each.property == LICENSE]
    texts = [each.text if isinstance(each, Literal) else each for each in licenses]
    name = (ontology.header.iri or "urn:unnamed").rstrip("/#")
    yield f"mapping_set_id: {json.dumps(f'{name}/mappings.sssom.tsv')}"
    yield f"license: {json.dumps(texts[0] if texts else UNSPECIFIED)}"
    yield "curie_map:"
    yield from (f"  {prefix}: {json.dumps(iri)}" for prefix, iri in spaces.items())
