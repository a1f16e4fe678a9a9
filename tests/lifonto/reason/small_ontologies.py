"""Small random ontologies: what the reasoners are held against one another with."""

from __future__ import annotations

from hypothesis import strategies as st

from lifonto.owl.expressions import Complement, Expression, Inverse, Junction, Named, Restriction
from lifonto.reason.ontology.axioms import Axiom, Chain

CLASSES = [Named(f"urn:{each}") for each in "ABCDE"]
RELATIONS = [Named(f"urn:{each}") for each in "rst"]
classes = st.sampled_from(CLASSES)
relations = st.sampled_from(RELATIONS)


def existential(filler: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.builds(Restriction, relations, st.just("some"), filler)


def joined(word: str, operands: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.builds(lambda a, b: Junction(word, (a, b)), operands, operands)  # type: ignore[arg-type]


el_expressions = st.recursive(classes, lambda inner: existential(inner) | joined("and", inner), max_leaves=3)
alc_expressions = st.recursive(
    classes,
    lambda inner: (
        existential(inner)
        | st.builds(Restriction, relations, st.just("only"), inner)
        | joined("and", inner)
        | joined("or", inner)
        | st.builds(Complement, inner)
    ),
    max_leaves=3,
)


def class_axioms(expressions: st.SearchStrategy[Expression]) -> st.SearchStrategy[Axiom]:
    """Axioms that ask for a case analysis only of the instances of some class.

    ``not A SubClassOf B`` would ask for one of everything, in every other ontology that is classified in the same run.
    """
    return st.one_of(
        st.builds(lambda a, b: Axiom(a, "SubClassOf", (b,)), classes, expressions),
        st.builds(lambda a, b: Axiom(a, "SubClassOf", (b,)), el_expressions, expressions),
        st.builds(lambda a, b, c: Axiom(a, "EquivalentTo", (Junction("and", (b, c)),)), classes, classes, expressions),
        st.permutations(CLASSES).map(lambda some: Axiom(some[0], "DisjointWith", (some[1],))),
    )


# Regular by construction: transitivity and chains end in the last relation, which is the top of the role hierarchy.
el_relation_axioms = st.sampled_from(
    [
        Axiom(Named("urn:r"), "SubPropertyOf", (Named("urn:t"),)),
        Axiom(Named("urn:s"), "SubPropertyOf", (Named("urn:t"),)),
        Axiom(Named("urn:t"), "Characteristics:", ("Transitive",)),
        Axiom(Chain((Named("urn:r"), Named("urn:s"))), "SubPropertyOf", (Named("urn:t"),)),
        Axiom(Chain((Named("urn:t"), Named("urn:s"))), "SubPropertyOf", (Named("urn:t"),)),
        Axiom(Named("urn:r"), "Domain", (Named("urn:A"),)),
        Axiom(Named("urn:s"), "Range", (Named("urn:B"),)),
    ]
) | st.builds(lambda a, word, b: Axiom(a, word, (b,)), relations, st.sampled_from(["Domain", "Range"]), el_expressions)
inverses = st.sampled_from(
    [
        Axiom(Named("urn:r"), "InverseOf", (Named("urn:s"),)),
        Axiom(Inverse(Named("urn:r")), "SubPropertyOf", (Named("urn:t"),)),
        Axiom(Named("urn:r"), "Characteristics:", ("Symmetric",)),
    ]
)
el_ontologies = st.lists(class_axioms(el_expressions) | el_relation_axioms, min_size=3, max_size=9)
alc_ontologies = st.lists(class_axioms(alc_expressions) | el_relation_axioms | inverses, min_size=3, max_size=9)
