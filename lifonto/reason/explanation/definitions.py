"""What is stated of a class without a name, stated of a name that is defined as that class.

rustdl's EL rules lose some of it otherwise (see ``reasoners.general_inclusions``). Here the axioms with names stand for
those without, instead of beside them, so that a smallest set of them stands for a smallest set of what is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lifonto.reason.values.axioms import Axiom
from lifonto.reason.values.expressions import Named
from lifonto.reason.values.fresh import Fresh
from lifonto.reason.values.inclusions import is_existential

ENDS = ("ObjectPropertyDomain", "ObjectPropertyRange")


@dataclass
class Definitions:
    """Axioms so stated, each with the one it stands for, and the names that they brought along."""

    meant: dict[Axiom, Axiom] = field(default_factory=dict)
    names: Fresh = field(default_factory=lambda: Fresh("defined"))

    @classmethod
    def of(cls, axioms: Iterable[Axiom]) -> Definitions:
        """State *axioms* so, those that are not about classes without a name as they are."""
        made = cls()
        for axiom in axioms:
            made.meant[made.by_name(axiom)] = axiom
        return made

    def by_name(self, axiom: Axiom) -> Axiom:
        """Return *axiom* with a name for the class without one that it states an existential of, or that is one."""
        parts: Any = axiom.parts
        if axiom.kind in ENDS and is_existential(parts[1]):
            return Axiom(axiom.kind, (parts[0], self.names.name(parts[1])))
        if axiom.kind == "SubClassOf" and not isinstance(parts[0], Named) and any(map(is_existential, parts)):
            return Axiom(axiom.kind, (self.names.name(parts[0]), parts[1]))
        unnamed = axiom.kind == "EquivalentClasses" and not any(isinstance(each, Named) for each in parts)
        if unnamed and any(map(is_existential, parts)):
            return Axiom(axiom.kind, (self.names.name(parts[0]), *parts[1:]))
        return axiom

    def axioms(self) -> list[Axiom]:
        """Return what the names are defined as."""
        named: Any = self.names.names.items()
        return [Axiom("EquivalentClasses", (name, expression)) for expression, name in named]
