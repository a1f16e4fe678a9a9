"""The relations of an ontology: which are in use, and which one is meant by a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from lifonto.errors import NotFound
from lifonto.reason.values.axioms import OBJECT
from lifonto.reason.values.expressions import HasSelf, Inverse, Restriction, parts_of
from lifonto.reason.values.ontology import Ontology
from lifonto.reason.values.vocabulary import BUILT_IN


def relations_in_use(ontology: Ontology) -> list[str]:
    """Return the named relations between individuals that restrictions in *ontology* are along."""
    used = set()
    for axiom in ontology.axioms:
        for part in axiom.parts:
            for each in parts_of(part):  # type: ignore[arg-type]
                if isinstance(each, Restriction | HasSelf):
                    used.add((each.relation.of if isinstance(each.relation, Inverse) else each.relation).name)
    return sorted(each for each in used if not each.startswith(BUILT_IN))


def relation_named(asked: str, ontology: Ontology, labels: Mapping[str, str]) -> str:
    """Return the IRI of the relation of *ontology* that *asked* means: an IRI, a CURIE, a label or a local name.

    What an OBO file calls it will do, too. *labels* are those of the ontology, by IRI.

    Raises NotFound where none, or more than one, is meant.
    """
    relations = sorted(ontology.of_kind(OBJECT))
    if asked in relations:
        return asked
    names = {each: _names(each, labels.get(each, ""), ontology.shorthands.get(each, "")) for each in relations}
    found = [each for each, known in names.items() if _plain(asked) in known]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{asked!r} is the name of several relations: {', '.join(found)}; give the IRI of one")
    near = get_close_matches(_plain(asked), sorted(set().union(*names.values())), n=3)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "those in use need not be given"
    raise NotFound(f"no relation of the ontology is called {asked!r}; {hint}")


def _names(iri: str, *names: str) -> set[str]:
    """Return what a relation may be called, in plain form."""
    local = re.split(r"[/#]", iri)[-1]
    return {_plain(each) for each in (iri, local, local.replace("_", ":", 1), *names) if each}


def _plain(name: str) -> str:
    return name.replace("_", " ").casefold().strip()
