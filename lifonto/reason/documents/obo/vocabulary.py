"""The tags of OBO, and the annotation properties that those without logic become (§5.8, as ROBOT writes them)."""

from __future__ import annotations

from lifonto.reason.documents.obo.identifiers import OBO, OBO_IN_OWL
from lifonto.reason.values.vocabulary import LABEL, OWL, RDFS

DEFINITION, REPLACED_BY, REASON = f"{OBO}IAO_0000115", f"{OBO}IAO_0100001", f"{OBO}IAO_0000231"
MERGED = f"{OBO}IAO_0000227"
DEPRECATED, COMMENT = f"{OWL}deprecated", f"{RDFS}comment"
REVERSIBLE = f"{OBO}IAO_isReversiblePropertyChain"
BARE = {each: f"{RDFS}{each}" for each in ("seeAlso", "isDefinedBy")}  # which ROBOT writes without a prefix
PROPERTIES = {  # tag → annotation property; any other tag is the property of its name in oboInOwl
    "name": LABEL,
    "comment": COMMENT,
    "remark": COMMENT,
    "is_obsolete": DEPRECATED,
    "def": DEFINITION,
    "replaced_by": REPLACED_BY,
    "is_anti_symmetric": f"{OBO}IAO_0000427",
    "expand_expression_to": f"{OBO}IAO_0000424",
    "expand_assertion_to": f"{OBO}IAO_0000425",
    "format-version": f"{OBO_IN_OWL}hasOBOFormatVersion",
    "namespace": f"{OBO_IN_OWL}hasOBONamespace",
    "xref": f"{OBO_IN_OWL}hasDbXref",
    "alt_id": f"{OBO_IN_OWL}hasAlternativeId",
    "subset": f"{OBO_IN_OWL}inSubset",
    "subsetdef": f"{OBO_IN_OWL}SubsetProperty",
    "synonymtypedef": f"{OBO_IN_OWL}SynonymTypeProperty",
    "namespace-id-rule": f"{OBO_IN_OWL}NamespaceIdRule",
    "scope": f"{OBO_IN_OWL}hasScope",
    "synonym type": f"{OBO_IN_OWL}hasSynonymType",
    **{each.upper(): f"{OBO_IN_OWL}has{each}Synonym" for each in ("Exact", "Broad", "Narrow", "Related")},
    **BARE,
}
LABELS = {  # of the properties, as ROBOT writes them
    DEFINITION: "definition",
    REPLACED_BY: "term replaced by",
    f"{OBO}IAO_0000427": "antisymmetric property",
    f"{OBO}IAO_0000424": "expand expression to",
    f"{OBO}IAO_0000425": "expand assertion to",
    f"{OBO_IN_OWL}hasDbXref": "database_cross_reference",
    f"{OBO_IN_OWL}hasOBONamespace": "has_obo_namespace",
    f"{OBO_IN_OWL}hasOBOFormatVersion": "has_obo_format_version",
    f"{OBO_IN_OWL}hasAlternativeId": "has_alternative_id",
    f"{OBO_IN_OWL}inSubset": "in_subset",
    f"{OBO_IN_OWL}SubsetProperty": "subset_property",
    f"{OBO_IN_OWL}SynonymTypeProperty": "synonym_type_property",
    f"{OBO_IN_OWL}hasSynonymType": "has_synonym_type",
    f"{OBO_IN_OWL}hasScope": "has_scope",
    **{
        f"{OBO_IN_OWL}has{each}Synonym": f"has_{each.lower()}_synonym"
        for each in ("Exact", "Broad", "Narrow", "Related")
    },
    **{
        f"{OBO_IN_OWL}{each}": each.replace("_", " ")
        for each in ("id", "shorthand", "consider", "created_by", "creation_date")
    },
}
TRUTHS = {
    "is_obsolete",
    "is_anti_symmetric",
    "is_cyclic",
    "is_metadata_tag",
    "is_class_level",
    "builtin",
    "is_anonymous",
}
NAMES = {"replaced_by", "consider", "subset"}  # tags whose values are identifiers
OLD_SYNONYMS = {f"{each}_synonym": each.upper() for each in ("exact", "broad", "narrow", "related")}
FOR_PEOPLE = {
    *("id", "name", "namespace", "alt_id", "def", "comment", "subset", "synonym", "xref", "property_value"),
    *("created_by", "creation_date", "is_obsolete", "replaced_by", "consider", "builtin", "is_anonymous"),
    *OLD_SYNONYMS,
}
TAGS = {  # that a frame may have (§3.3 to §3.5)
    "Term": FOR_PEOPLE | {"is_a", "intersection_of", "union_of", "equivalent_to", "disjoint_from", "relationship"},
    "Typedef": FOR_PEOPLE
    | {"is_a", "intersection_of", "union_of", "equivalent_to", "disjoint_from", "relationship"}
    | {"domain", "range", "inverse_of", "transitive_over", "holds_over_chain", "equivalent_to_chain", "disjoint_over"}
    | {"is_transitive", "is_symmetric", "is_asymmetric", "is_reflexive", "is_functional", "is_inverse_functional"}
    | {"is_anti_symmetric", "is_cyclic", "is_metadata_tag", "is_class_level"}
    | {"expand_expression_to", "expand_assertion_to"},
    "Instance": FOR_PEOPLE | {"instance_of", "relationship"},
}
LOGICAL = {
    *("is_a", "intersection_of", "union_of", "equivalent_to", "disjoint_from", "relationship", "instance_of"),
    *("domain", "range", "inverse_of", "transitive_over", "holds_over_chain", "equivalent_to_chain", "disjoint_over"),
    *("is_transitive", "is_symmetric", "is_asymmetric", "is_reflexive", "is_functional", "is_inverse_functional"),
}
OF_CLAUSES = {  # qualifiers that change what a clause says
    *("gci_relation", "gci_filler", "cardinality", "minCardinality", "maxCardinality", "all_some", "all_only"),
}
