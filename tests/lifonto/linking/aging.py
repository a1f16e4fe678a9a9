"""Ages a copy of an ontology by known changes, so that a check can be held against what it has to find."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.lifonto.linking.small import term


def obo(number: int) -> str:
    return f"TST:{number:07}"


@dataclass
class Aged:
    """The frames of a current copy, by number, and what came to each term: (identifier, kind)."""

    frames: dict[int, str]
    expected: list[tuple[str, str]] = field(default_factory=list)
    mendable: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, frames: list[str]) -> Aged:
        return cls({int(frame.partition("id: TST:")[2][:7]): frame for frame in frames})

    def came(self, number: int, kind: str, *, mends: bool = False) -> None:
        self.expected.append((obo(number), kind))
        self.mendable |= {obo(number)} if mends else set()

    def change(self, number: int, old: str, new: str) -> None:
        assert old in self.frames[number]
        self.frames[number] = self.frames[number].replace(old, new)

    def obsolete(self, number: int, *lines: str, mends: bool = False) -> None:
        self.frames[number] = term(number, f"obsolete {number}", "is_obsolete: true", *lines)
        self.came(number, "obsolete", mends=mends)

    def merge(self, number: int, into: int) -> None:
        del self.frames[number]
        self.frames[into] += f"alt_id: {obo(number)}\n"
        self.came(number, "merged", mends=True)

    def rename(self, number: int, name: str, *, keeps_synonym: bool) -> None:
        old = self.frames[number].partition("name: ")[2].partition("\n")[0]
        extra = f'\nsynonym: "{old}" EXACT []' if keeps_synonym else ""
        self.change(number, f"name: {old}\n", f"name: {name}{extra}\n")
        self.came(number, "renamed", mends=True)

    def vanish(self, number: int) -> None:
        del self.frames[number]
        self.came(number, "vanished")


def by_25_changes(frames: list[str]) -> Aged:
    """Return the copy after 25 changes of seven kinds."""
    aged = Aged.of(frames)
    aged.obsolete(100, "replaced_by: TST:0000110", mends=True)
    aged.obsolete(101, "replaced_by: TST:0000900", mends=True)  # a term that the old copy does not have
    aged.frames[900] = term(900, "new cell", "is_a: TST:0000031")
    aged.obsolete(102, "consider: TST:0000112", "consider: TST:0000122")
    aged.obsolete(103)
    aged.obsolete(104, "replaced_by: TST:0000114", "replaced_by: TST:0000124")
    for number in (105, 106, 107):
        aged.merge(number, number + 10)
    for number in (130, 131, 132):
        aged.rename(number, f"renamed {number}", keeps_synonym=True)
    for number in (133, 134):
        aged.rename(number, f"cell nr {number}", keeps_synonym=False)
    for number in (140, 141, 142):
        aged.vanish(number)
    for number in (143, 144, 145):  # one parent for another
        aged.change(number, f"is_a: TST:00000{30 + number % 10}", f"is_a: TST:00000{30 + (number + 1) % 10}")
        aged.came(number, "moved", mends=True)
    aged.change(146, "is_a: TST:0000036\n", "is_a: TST:0000036\nis_a: TST:0000039\n")  # one parent more
    aged.came(146, "moved")
    aged.change(147, "is_a: TST:0000037", "is_a: TST:0000001")  # up, where it was already
    aged.came(147, "moved", mends=True)
    aged.change(
        148, "part_of TST:0000021", "part_of TST:0000024"
    )  # elsewhere, and so below another class by definition
    aged.came(148, "moved")
    aged.frames[30] += "disjoint_from: TST:0000031\n"
    aged.came(160, "contradictory")
    aged.change(224, "intersection_of: part_of TST:0000024", "intersection_of: part_of TST:0000023")
    aged.came(224, "moved")
    aged.frames[221] = term(221, "cell of epithelium", "is_a: TST:0000001")  # the definition goes
    aged.came(221, "moved")
    return aged
