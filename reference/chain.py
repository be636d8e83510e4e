"""SPEC #chain: the open blocks of a rollup, one L1 block after the other."""

from dataclasses import dataclass

from fernet import Refused, refuse_if
from protocol import Phases

ENDED = "skipped", "reverted", "voided", "settled"


@dataclass
class Link:
    """A block with its parent, None for that of the first block."""

    number: int
    parent: "Link | None"
    phases: Phases
    leader: bytes | None = None

    def final(self) -> bool:
        return self.phases.phase in ("final", "settled")

    def open(self) -> bool:
        return self.phases.phase not in ENDED


class Chain:
    def __init__(self, lengths: tuple[int, int, int], number: int, l1_block: int, parent: bytes) -> None:
        self.lengths, self.genesis = lengths, parent
        self.links: list[Link] = []
        self.next_number, self.now = number, l1_block
        self.opening: tuple[int, Link | None] | None = (l1_block, None)

    def pass_to(self, l1_block: int) -> list[dict]:
        """What happens up to an L1 block, in order."""
        refuse_if(l1_block < self.now, "PhaseError::TimeRunsBack")
        happened = []
        for self.now in range(self.now, l1_block + 1):
            for link in [link for link in self.links if link.open()]:
                happened += self._limits(link)
            happened += self._open()
        return happened

    def _limits(self, link: Link) -> list[dict]:
        if not link.open() or link.phases.phase == "proven":
            return []
        effects = link.phases.apply(self.now, "time")
        happened = self._did(link, effects)
        if "build-on-parent" in effects:
            later = [other for other in self.links if other.open() and other.number > link.number]
            for voided in reversed(later):
                happened += self._did(voided, voided.phases.apply(self.now, "ancestor-reverted"))
            self.opening = self.now, link.parent
        return happened

    def _open(self) -> list[dict]:
        last = self.links[-1] if self.links else None
        if last and last.open() and last.leader and self.now == last.phases.r:
            self.opening = self.now, last
        if self.opening is None or self.opening[0] != self.now:
            return []
        (_, parent), self.opening = self.opening, None
        link = Link(self.next_number, parent, Phases(self.now, *self.lengths))
        self.next_number += 1
        refuse_if(self.next_number >= 2**64, "PhaseError::Overflow")
        self.links.append(link)
        id_ = parent.leader if parent else self.genesis
        opened = {"block_number": str(link.number), "l1_block": str(self.now), "parent": id_.hex()}
        return [{"opened": opened}, *self._finality()]

    def _finality(self) -> list[dict]:
        """Blocks that learn that their parent is final, ancestors first."""
        happened = []
        for link in self.links:
            if link.open() and not link.phases.parent_final and (link.parent is None or link.parent.final()):
                happened += self._did(link, link.phases.apply(self.now, "parent-final"))
        return happened

    def message(self, l1_block: int, number: int, event: str, leader: bytes | None) -> list[dict]:
        """What a valid message does, after the time up to it."""
        happened = self.pass_to(l1_block)
        link = next((link for link in self.links if link.open() and link.number == number), None)
        if link is None:
            raise Refused("ChainError::NotOpen")
        effects = link.phases.apply(l1_block, event)
        link.leader = leader or link.leader
        return [*happened, {"block_number": str(number), "effects": effects}, *self._finality()]

    @staticmethod
    def _did(link: Link, effects: list[str]) -> list[dict]:
        return [{"block_number": str(link.number), "effects": effects}] if effects else []
