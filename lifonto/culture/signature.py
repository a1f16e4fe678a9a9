"""Signatures: what of a condition can bear on the rules. Conditions of one signature have one verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lifonto.culture import vocabulary as v
from lifonto.culture.condition import Condition
from lifonto.culture.knowledge import Knowledge
from lifonto.reason.values.expressions import Expression, Junction, Named, Restriction

UNKNOWN_MAKE_UP = ("open", "unknown")


@dataclass(frozen=True)
class Signature:
    """Cell, alterations, strain and feeder; what the medium holds (*present*), and what nobody knows of it (*open*).

    *present* and *open* are kinds of ingredient, and ingredients that a rule names; *told* is whether anything is said
    of the medium.
    """

    cell: str
    altered: frozenset[str]
    strain: str
    feeder: str
    told: bool
    present: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()

    @classmethod
    def of(cls, condition: Condition, known: Knowledge) -> Signature:
        """Return what of *condition* can bear on the rules."""
        parts, bench = parts_of(condition, known), known.bench
        whole = frozenset(each for each in condition.media if is_open(each, known))
        present = frozenset().union(*map(bench.counts, parts)) & known.acting | (known.named_in_rules & set(parts))
        doubts = frozenset().union(*map(bench.may_be, parts), bench.acting if whole else ()) - present
        cell = bench["cells"].get(condition.cell)
        strain = condition.strain or (cell.one("strain") if cell else "")
        told = bool(condition.media or condition.added)
        bases = frozenset(each for each in known.bases if is_made_on(each, parts, known))
        feeder = condition.feeder or ""
        altered = frozenset(condition.alterations)
        return cls(condition.cell, altered, strain, feeder, told, present, doubts & known.acting, bases, whole)

    def plus(self, names: Iterable[str], known: Knowledge) -> Signature:
        """Return it with ingredients, kinds, bases or a feeder added."""
        found = self
        for name in names:
            if name in known.bench["feeders"]:
                found = replace(found, feeder=name)
                continue
            more = known.bench.counts(name) & known.acting | ({name} & known.named_in_rules)
            doubts = (found.open | (known.bench.may_be(name) & known.acting)) - found.present - more
            bases = found.bases | ({name} & known.bases.keys())
            found = replace(found, told=True, present=found.present | more, open=doubts, bases=bases)
        return found

    def by_name(self, condition: Condition, known: Knowledge) -> Signature:
        """Return it with every ingredient of *condition* by its name, as published conditions have them."""
        return replace(self, present=self.present | set(parts_of(condition, known)))

    def without_doubt(self, kind: str, known: Knowledge) -> Signature:
        """Return it with nothing of *kind*, nor of the kinds below it, left open."""
        return replace(self, open=frozenset(each for each in self.open if kind not in known.bench.above(each)))

    def expression(self, known: Knowledge) -> Expression:
        """Return it as a class expression."""
        parts: list[Expression] = [Named(v.CULTURE_CONDITION), some(v.CULTURES_CELL, self.cells(known))]
        if self.strain in known.strained:
            parts.append(Named(known.strained[self.strain]))
        if self.told:
            parts.append(some(v.USES_MEDIUM, Junction("and", tuple(self.medium(known)))))
        parts.append(some(v.USES_FEEDER, Named(self.feeder)) if self.feeder else Named(v.WITHOUT_FEEDERS))
        return Junction("and", tuple(parts))

    def cells(self, known: Knowledge) -> Expression:
        """Return the class of the cells that are grown: of that kind, with these alterations and no other."""
        own = known.bench["cells"].get(self.cell)
        kinds = own.says("bearer") if own else ()
        if kinds and self.altered:
            bearing = [known.bench["alterations"][each].says("bearer") for each in self.altered]
            kinds = bearing[0] if len(bearing) == 1 else ()
        whole = known.altered.get(self.altered)
        alone = [Named(whole)] if whole else [some(v.HAS_GENOTYPE, Named(each)) for each in sorted(self.altered)]
        return Junction("and", (Named(self.cell), *map(Named, kinds), *alone))

    def medium(self, known: Knowledge) -> Iterable[Expression]:
        """Yield what is known of the medium: what it holds and what it lacks."""
        bench = known.bench
        yield Named(v.CULTURE_MEDIUM)
        for each in sorted(self.present):
            wider = any(
                each != other and other in bench["kinds"] and each in bench.above(other) for other in self.present
            )
            if not wider:
                yield some(v.HAS_INGREDIENT, Named(each))
        yield from (Named(known.bases[each]) for each in sorted(self.bases))
        yield from (Named(each) for each in sorted(self.media))
        absent = (each for each in bench.acting if each not in self.present | self.open)
        yield from (Named(known.without[each]) for each in bench.widest(absent))


def parts_of(condition: Condition, known: Knowledge) -> tuple[str, ...]:
    """Return the ingredients, and kinds of them, in the medium of *condition*."""
    inside = (part for medium in condition.media for part in known.bench.parts(medium))
    return tuple(
        dict.fromkeys([*(each for each in inside if not is_left_out(each, condition, known)), *condition.added])
    )


def is_left_out(part: str, condition: Condition, known: Knowledge) -> bool:
    """Tell whether *condition* says that *part* of its medium was left out, by name, by kind, or as its like."""
    acting = frozenset(known.bench.acting)
    kinds = known.bench.counts(part) & acting
    return any(
        part == each
        or each in kinds
        or (each in known.bench["ingredients"] and bool(kinds) and kinds == known.bench.counts(each) & acting)
        for each in condition.left_out
    )


def is_open(medium: str, known: Knowledge) -> bool:
    """Tell whether the whole make-up of *medium* is not known."""
    return medium in known.bench["media"] and known.bench["media"][medium].one("composition") in UNKNOWN_MAKE_UP


def is_made_on(base: str, parts: tuple[str, ...], known: Knowledge) -> bool:
    """Tell whether a medium of *parts* is made on *base*: it is there by name, or all that it is known by."""
    inside = known.bench["media"][base].says("known by")
    return base in parts or (bool(inside) and set(inside) <= set(parts))


def some(relation: str, filler: Expression) -> Restriction:
    """Return the class of what has *relation* to some *filler*."""
    return Restriction(Named(relation), "some", filler)
