"""Small ontologies that are odd, and legal: each is to be read, asked and written like any other."""

from __future__ import annotations

PREFIXES = """@prefix : <http://x.org/o#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LANGUAGES = " , ".join(f'"in {a}{b}"@{a}{b}' for a in "abcde" for b in "fghij")
TURTLE = {
    "no-name": '[] a owl:Ontology . :A a owl:Class ; rdfs:label "a" . :B rdfs:subClassOf :A ; a owl:Class .',
    "nothing": "",
    "header-alone": "<http://x.org/o> a owl:Ontology .",
    "no-labels": ":A a owl:Class . :B a owl:Class ; rdfs:subClassOf :A .",
    "nameless-classes": "_:c a owl:Class ; owl:intersectionOf ( :A :B ) . :A a owl:Class ; rdfs:subClassOf _:c . "
    ':B a owl:Class . _:d a owl:Class ; rdfs:label "nameless" ; rdfs:subClassOf :A .',
    "individuals": ':p a owl:ObjectProperty . :i a owl:NamedIndividual ; rdfs:label "i" ; :p :j . '
    ":j a owl:NamedIndividual . _:k a owl:Thing ; :p :i .",
    "puns": ':A a owl:Class , owl:NamedIndividual , owl:ObjectProperty ; rdfs:label "a" ; rdfs:subClassOf :B . '
    ":B a owl:Class . :i a owl:NamedIndividual , :A .",
    "scripts": ':A a owl:Class ; rdfs:label "細胞"@ja , "κύτταρο"@el , "خلية"@ar , "cell"@en , "🧬" . '
    '<http://x.org/клетка> a owl:Class ; rdfs:subClassOf :A ; rdfs:label "клетка"@ru .',
    "iris": '<http://x.org/a%20b> a owl:Class ; rdfs:label "space" . <http://x.org/> a owl:Class ; rdfs:label "root" . '
    "<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6> a owl:Class ; rdfs:subClassOf <http://x.org/a%20b> . "
    "<http://x.org/x?y=z&w=(1)#q'> a owl:Class . <mailto:a@b.c> a owl:Class . <http://x.org/a/b,c!d/> a owl:Class .",
    "skos": ':A a skos:Concept ; skos:prefLabel "a"@en ; skos:altLabel "aa"@en . '
    ':B a skos:Concept ; skos:broader :A ; skos:prefLabel "b"@en .',
    "rdfs": ':A a rdfs:Class ; rdfs:label "a" . :B a rdfs:Class ; rdfs:subClassOf :A . '
    ":p a rdf:Property ; rdfs:domain :A ; rdfs:range :B .",
    "owl-1": '<http://x.org/o> a owl:Ontology ; owl:versionInfo "1" . :A a owl:Class , owl:DeprecatedClass . '
    ':R a owl:DataRange ; owl:oneOf ( "x" "y" ) . :p a owl:DatatypeProperty ; rdfs:range :R . '
    ":q a owl:ObjectProperty , owl:FunctionalProperty . :B a owl:Class ; owl:unionOf ( :A [ a owl:Restriction ; "
    'owl:onProperty :q ; owl:cardinality "1"^^xsd:nonNegativeInteger ] ) .',
    "texts": r':A a owl:Class ; rdfs:label "two\nlines" , "a\ttab" , "a \"quote\"" , "back\\slash" , "{brace}" , "" , '
    r'"[x] ! y" , "  spaces  " , "a\rreturn" , "\u00A0" , "<b>&amp;</b>" , "]]>" ; :note "v" , :B , _:z , true , 5 . '
    ':note a owl:AnnotationProperty . :B a owl:Class ; rdfs:comment "x"^^:mine , "2020-01-01"^^xsd:date .',
    "controls": r':A a owl:Class ; rdfs:label "bell\u0007 and escape\u001B and \uFFFE" .',
    "long": f':A a owl:Class ; rdfs:label "{"long " * 5000}" . <http://x.org/{"x" * 3000}> a owl:Class .',
    "languages": f":A a owl:Class ; rdfs:label {LANGUAGES} .",
    "circle": ":A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class ; rdfs:subClassOf :A .",
    "two-ontologies": "<http://x.org/o> a owl:Ontology . <http://x.org/p> a owl:Ontology . :A a owl:Class .",
    "imports": "<http://x.org/o> a owl:Ontology ; owl:imports <http://x.org/o> , <urn:gone> . :A a owl:Class .",
    "one-name": ':A a owl:Class ; rdfs:label "a" . :B a owl:Class ; rdfs:label "a" , "A " .',
    "said-of-said": ':A a owl:Class ; rdfs:label "a" {| rdfs:comment "c" |} .',
    "no-sense": ':A rdfs:subClassOf "text" ; rdfs:label :B ; a owl:Class . :B a "x" . :C rdfs:subClassOf [] .',
    "list-in-circle": ":A a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf _:l ] . "
    "_:l rdf:first :B ; rdf:rest _:l .",
}
OTHERS = {
    "general.ofn": "Prefix(:=<http://x.org/o#>)\nOntology(\nSubClassOf(ObjectIntersectionOf(:A :B) :C)\n"
    "SubClassOf(ObjectUnionOf(:A ObjectSomeValuesFrom(:p :B)) ObjectSomeValuesFrom(:q :C)))",
    "empty.ofn": "Ontology()",
    "rules.ofn": "Prefix(:=<http://x.org/o#>)\nOntology(<http://x.org/o>\nDeclaration(Class(:A))\n"
    "DLSafeRule(Body(ClassAtom(:A Variable(<urn:x>))) Head(ClassAtom(:A Variable(<urn:x>)))))",
    "chains.ofn": "Prefix(:=<http://x.org/o#>)\nOntology(\nSubObjectPropertyOf(ObjectPropertyChain(:p :q :p) :p))",
    "ids.obo": "format-version: 1.2\nontology: x\n\n[Term]\nid: plain\nname: plain\n\n[Term]\nid: A:1/2#x-y\n"
    'name: odd\n\n[Term]\nid: A:(b)\nname: a\\, b \\{c\\} \\"d\\"\nis_a: plain\nsynonym: "q\\"uote" RELATED []\n'
    'xref: X:1 "said"\nis_a: A:%20\n\n[Term]\nid: http://x.org/url,with!signs\nname: url\n\n[Term]\nid: Ä:ö\nname: ö\n',
    "header.obo": "format-version: 1.4\n",
    "bare.obo": "[Term]\nid: A:1\nname: x\n",
    "twice.obo": "format-version: 1.4\n\n[Term]\nid: A:1\nname: x\n\n[Term]\nid: A:1\nname: y\n",
    "two-graphs.trig": PREFIXES + ':g { :A a owl:Class ; rdfs:label "a" } :h { :B a owl:Class ; rdfs:subClassOf :A }',
    "short.omn": "Ontology:\nClass: <http://x.org/A>\n",
    "relative.owl": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/'
    '2002/07/owl#"><owl:Ontology rdf:about=""/><owl:Class rdf:about="#a"/></rdf:RDF>',
}
ODD = {f"{name}.ttl": f"{PREFIXES}{text}\n" for name, text in TURTLE.items()} | OTHERS
