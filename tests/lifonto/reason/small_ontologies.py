"""Small random ontologies: what the reasoners are held against one another with."""

from __future__ import annotations

from hypothesis import strategies as st
from sentences import read

from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Complement, Expression, Junction, Named, OneOf, Restriction

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
    both = st.builds(lambda b, c: Junction("and", (b, c)), classes, expressions)
    return st.one_of(
        st.builds(Axiom, st.just("SubClassOf"), st.tuples(classes, expressions)),
        st.builds(Axiom, st.just("SubClassOf"), st.tuples(el_expressions, expressions)),
        st.builds(Axiom, st.just("EquivalentClasses"), st.tuples(classes, both)),
        st.permutations(CLASSES).map(lambda some: Axiom("DisjointClasses", (some[0], some[1]))),
    )


counted = st.builds(Restriction, relations, st.sampled_from(["min", "max", "exactly"]), classes, st.integers(0, 2))
alcq_expressions = st.recursive(
    classes,
    lambda inner: (
        existential(inner) | counted | joined("and", inner) | joined("or", inner) | st.builds(Complement, inner)
    ),
    max_leaves=3,
)
individuals = [Named(f"urn:{each}") for each in "ij"]
known = st.sampled_from(individuals)
valued = st.builds(Restriction, relations, st.just("value"), known) | st.builds(
    OneOf, st.permutations(individuals).map(tuple)
)
alco_expressions = st.recursive(
    classes | valued, lambda inner: existential(inner) | joined("and", inner) | joined("or", inner), max_leaves=3
)
apart = st.permutations(CLASSES).map(lambda some: Axiom("DisjointClasses", tuple(some[:3])))
facts = st.one_of(
    st.builds(Axiom, st.just("ClassAssertion"), st.tuples(classes, known)),
    st.builds(Axiom, st.just("ObjectPropertyAssertion"), st.tuples(relations, known, known)),
    st.builds(Axiom, st.just("DifferentIndividuals"), st.just(tuple(individuals))),
)

# Regular by construction: transitivity and chains end in the last relation, which is the top of the role hierarchy.
el_relation_axioms = st.sampled_from(
    [
        read("r SubPropertyOf t"),
        read("s SubPropertyOf t"),
        read("t Characteristics: Transitive"),
        read("r o s SubPropertyOf t"),
        read("t o s SubPropertyOf t"),
        read("r Domain A"),
        read("s Range B"),
    ]
) | st.builds(
    Axiom, st.sampled_from(["ObjectPropertyDomain", "ObjectPropertyRange"]), st.tuples(relations, el_expressions)
)
inverses = st.sampled_from(
    [read("r InverseOf s"), read("inverse r SubPropertyOf t"), read("r Characteristics: Symmetric")]
)
simple_relation_axioms = st.sampled_from(  # numbers ask for relations that no chain implies
    [read("r SubPropertyOf s"), read("r Domain A"), read("s Range B"), read("t Characteristics: Functional")]
)
el_ontologies = st.lists(class_axioms(el_expressions) | el_relation_axioms, min_size=3, max_size=9)
alc_ontologies = st.lists(class_axioms(alc_expressions) | el_relation_axioms | inverses, min_size=3, max_size=9)
alcq_ontologies = st.lists(
    class_axioms(alcq_expressions) | apart | simple_relation_axioms | inverses, min_size=3, max_size=9
)
alco_ontologies = st.lists(
    class_axioms(alco_expressions) | apart | facts | simple_relation_axioms, min_size=3, max_size=9
)
