"""Words that stand side by side: one name, several names, or something that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lifonto.culture.amounts import Amount
from lifonto.culture.lexicon import Kind, Lexicon, Match
from lifonto.culture.phrases import Phrase, use_of
from lifonto.culture.recipe import CELLS, How, Part

BENIGN = ("qualifier", "maker")
HYPHEN = "a hyphen between two names may mean 'and' or 'without': write '+', or the word"
ALIKE: tuple[tuple[Kind, ...], ...] = (CELLS, ("feeder", "matrix"), ("ingredient", "medium"))
GENE = "a gene's name by itself is taken for its overexpression; write what was done to it if that is wrong"


@dataclass(frozen=True)
class Runs:
    """Makes parts of runs of words in *text*; a word that nobody knows is *wanted* to be of that kind."""

    text: str
    lexicon: Lexicon
    kinds: Sequence[Kind]
    wanted: Kind
    without: bool = False  # whether what is read is said to be missing

    def parts(self, run: Sequence[Phrase]) -> list[Part]:
        """Return the parts that *run* makes."""
        core = stripped(run)
        if not any(each.use in ("name", "left") for each in core):
            return []
        kept = {each.start for each in core}
        aside = tuple(each.text for each in run if each.start not in kept and each.use in BENIGN)
        feeds = any(each.match and each.match.name.kind == "feeder" for each in core)
        if not feeds:
            core = stripped(run, "feeder")
        last = max((n for n, each in enumerate(core) if each.match and each.match.name.kind in CELLS), default=-1)
        cells = replace(self, wanted="cell").piece(core[: last + 1], feeds) if last >= 0 else []
        found = [*cells, *self.piece(core[last + 1 :], feeds)]
        return [replace(each, aside=(*each.aside, *aside)) for each in found[:1]] + found[1:]

    def piece(self, core: Sequence[Phrase], feeds: bool) -> list[Part]:
        """Return the parts that *core* makes: the cells of a run, or what follows them."""
        named = [each for each in core if each.match]
        odd = [each for each in core if each.use in ("left", "binding") or (each.hint == "feeder" and not feeds)]
        odd += [each for before, each in pairwise(core) if before.use == "hyphen" and each.use in BENIGN]
        if not odd:
            return list(self.names(core))
        of_cells = bool(named) and all(each.match and each.match.name.kind in CELLS for each in named)
        if of_cells and not (hangs(core) and "ingredient" in self.kinds):  # a cell E14-GFP, but a medium BRL-something
            return list(self.piecemeal(core))
        number = core[-1].text if len(core) == 2 and named == [core[0]] else ""
        if number.isdigit() and not self.lexicon.is_numbered(core[0].text):
            return [replace(each, amount=Amount(number)) for each in self.names(core[:1])]
        return self.whole(core, named)

    def names(self, core: Sequence[Phrase]) -> Iterator[Part]:
        """Yield the part of each name in *core*; a hyphen between two of a recipe leaves it open what it means."""
        plain = [each for each in core if each.match and (use_of(each.text, is_first=True) or ("", ""))[1] == "feeder"]
        feeders = [each for each in core if each.match and each.match.name.kind == "feeder"]
        for before, each in zip([None, *core], core, strict=False):
            if each.match and not (each in plain and len(feeders) > len(plain)):  # MEF feeders are MEF
                species = before.text if before is not None and before.hint == "species" else ""
                match = self.of_species(each.match, species)
                part = self.of_name(match, f"{species} {each.text}".strip())
                part = replace(part, aside=(species,)) if species and match is each.match else part
                if before is not None and before.use == "hyphen" and part.role not in CELLS:
                    part = replace(part, how="ambiguous", term=None, names=each.match.names, notes=(HYPHEN,))
                yield part

    def whole(self, core: Sequence[Phrase], named: Sequence[Phrase]) -> list[Part]:
        """Return what *core* is as a whole, a misspelling or unknown; or each of its pieces, if all are near a name."""
        text = self.between(core)
        if guess := self.lexicon.guess(text, self.kinds):
            return [self.of_name(guess, text)]
        if named and not any(each.use == "binding" for each in core):
            pieces = list(self.piecemeal(core))
            if all(each.how != "unknown" for each in pieces):
                return pieces
        return list(self.unnamed(text))

    def piecemeal(self, core: Sequence[Phrase]) -> Iterator[Part]:
        """Yield the names in *core*, and what stands between them."""
        waiting: list[Phrase] = []
        for each in [*core, None]:
            if each is not None and not each.match:
                waiting.append(each)
                continue
            if text := self.between(stripped(waiting)):
                yield from self.unnamed(text)
            waiting = []
            if each is not None and each.match:
                yield self.of_name(each.match, each.text)

    def unnamed(self, text: str) -> Iterator[Part]:
        """Yield the part for *text* that is no name: a misspelling, a gene by itself, or unknown."""
        done = "null" if self.without else "overexpression"
        if guess := self.lexicon.guess(text, self.kinds):
            yield self.of_name(guess, text)
        elif "alteration" in self.kinds and (gene := self.gene(text, done)):
            part = self.of_name(gene, text)
            yield part if self.without else replace(part, how="assumed", notes=(GENE,))
        else:
            alike = next(kinds for kinds in ALIKE if self.wanted in kinds)
            yield Part(text, self.wanted, "unknown", names=self.lexicon.nearest(text, alike))

    def gene(self, text: str, done: str) -> Match | None:
        """Return the alteration in which that is *done* to the gene *text*, unless that is an ingredient."""
        is_gene = text.isalnum() and (self.without or not self.lexicon.exact(text, ["ingredient"]))
        return self.lexicon.exact(f"{text} {done}", ["alteration"]) if is_gene else None

    def of_species(self, match: Match, species: str) -> Match:
        """Return the name of the cell of a *species*, if *match* is one of no species that is known."""
        label = self.lexicon.call(match.name.term)
        return (species and self.lexicon.exact(f"{species} {label}", [match.name.kind])) or match

    def of_name(self, match: Match, typed: str) -> Part:
        """Return the part for what *match* found."""
        name = match.name
        if match.how == "ambiguous":
            return Part(typed, name.kind, "ambiguous", names=match.names)
        how: How = "assumed" if name.rank > 1 else match.how  # a word that may mean something else
        return Part(typed, name.kind, how, name.term, self.lexicon.call(name.term), also=match.also)

    def between(self, core: Sequence[Phrase]) -> str:
        """Return the text from the first of *core* to the last."""
        return " ".join(self.text[core[0].start : core[-1].end].split()) if core else ""


def hangs(core: Sequence[Phrase]) -> bool:
    """Tell whether a hyphen hangs something on a name that is no name itself."""
    return any(a.match and b.use == "hyphen" and not c.match for a, b, c in zip(core, core[1:], core[2:], strict=False))


def of_cell(run: Sequence[Phrase]) -> bool:
    """Tell whether *run* begins with the species of a cell."""
    after = next((each.match for each in run if each.match), None)
    return run[0].hint == "species" and after is not None and after.name.kind == "cell"


def stripped(run: Sequence[Phrase], keep: str = "-") -> list[Phrase]:
    """Return *run* without the makers, qualifiers and hyphens at its ends; qualifiers that say *keep* stay."""
    drop = (*BENIGN, "hyphen")
    start, end = 0, len(run)
    while start < end and run[start].use in drop and run[start].hint != keep and not of_cell(run[start : start + 3]):
        start += 1
    while end > start and run[end - 1].use in drop and run[end - 1].hint != keep:
        if run[end - 1].use in BENIGN and end - start > 1 and run[end - 2].use == "hyphen":
            break  # what hangs on a hyphen belongs to the name
        end -= 1
    return list(run[start:end])
