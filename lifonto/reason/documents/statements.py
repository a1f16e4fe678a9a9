"""What stands right in an ontology: its name and imports, declarations, axioms, annotations."""

from __future__ import annotations

from dataclasses import dataclass, field

from lifonto.reason.documents.gathering import Gathering
from lifonto.reason.documents.pieces import Declared, Piece, Said, Stated, Strange
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.ontology import Annotation, Header, Ontology
from lifonto.reason.values.vocabulary import OWL, RDF


@dataclass
class Statements:
    """Takes the pieces that stand right in an ontology, one after the other."""

    gathered: Gathering
    iri: str = ""
    version: str = ""
    imports: set[str] = field(default_factory=set)
    annotations: set[Annotation] = field(default_factory=set)
    prefixes: dict[str, str] = field(default_factory=dict)

    def identify(self, names: list[Piece]) -> None:
        """Take the name of the ontology and of its version; raises ValueError where they are no names."""
        found = [each.name for each in names if isinstance(each, Named)]
        if len(found) != len(names) or len(found) > 2:
            raise ValueError("an ontology has a name, a version, and then axioms")
        if found:
            self.iri, self.version = found[0], found[1] if len(found) > 1 else ""

    def take(self, piece: Piece, source: str) -> None:
        """Take *piece*, of which *source* is the text; raises ValueError where it cannot stand there."""
        match piece:
            case Said(about, annotation):  # first, as there are most of them
                self.gathered.say(about, annotation)
            case Stated(axiom, annotations):
                self.gathered.state(axiom, annotations)
            case Declared(entity, annotations):
                self.gathered.declare(*entity)
                if annotations:  # as the statement that it is
                    typed = Annotation(f"{RDF}type", f"{OWL}{entity.kind}", annotations)
                    self.gathered.say(entity.iri, typed)
            case Annotation():
                self.annotations.add(piece)
            case Named(iri):
                self.imports.add(iri)
            case Strange(kind):
                self.gathered.leave_out(kind, source)
            case _:
                raise ValueError(f"an axiom is expected, and {source.partition('(')[0].strip('<> ')} stands there")

    def ontology(self) -> Ontology:
        """Return all of it as a value."""
        said = frozenset(self.annotations)
        return self.gathered.ontology(Header(self.iri, self.version, frozenset(self.imports), (), said, self.prefixes))
