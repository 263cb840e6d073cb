"""Screens in a hall that say how many have voted, and how far behind the votes they are."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field

from hall_phones import SLUG, Lost, Phone, percentile

WALL = (f"/wall/{SLUG}/?page=agree", r"on paper</span> <span><strong>([\d,]+)", 1.0, True)
RESULTS = (f"/moots/{SLUG}/opinion/", r"<strong>([\d,]+)</strong> people voted", 0.5, False)
PATIENCE_SECONDS = 30


@dataclass
class Voters:
    """When each person's first vote was acknowledged."""

    first: dict[int, float] = field(default_factory=dict)

    def acknowledged(self, phone: Phone) -> None:
        self.first.setdefault(id(phone), time.perf_counter())

    def moments(self) -> list[float]:
        return sorted(self.first.values())


@dataclass
class Screen:
    """One page, looked at over and over. seen: when it was there, and how many had voted, it said.

    pause: seconds between looks, as the wall's own script waits. part: ask only for what changes.
    """

    port: int
    path: str
    pattern: str
    pause: float
    part: bool
    seen: list[tuple[float, int]] = field(default_factory=list)

    async def watch(self, voters: Voters, ended: asyncio.Event) -> None:
        """Look until the event, and then until it has caught up."""
        asking = Phone(self.port, "")
        until = float("inf")
        while time.perf_counter() < until:
            if ended.is_set() and until == float("inf"):
                until = time.perf_counter() + PATIENCE_SECONDS
            await self._look(asking)
            if ended.is_set() and self.seen and self.seen[-1][1] >= len(voters.first):
                break
            await asyncio.sleep(self.pause)
        asking.hang_up()

    async def _look(self, asking: Phone) -> None:
        try:
            status, page = await asking.ask("GET", self.path, part=self.part)
        except Lost:
            return
        found = re.search(self.pattern, page.decode())
        if status == 200 and found:
            self.seen.append((time.perf_counter(), int(found[1].replace(",", ""))))

    def lags(self, voters: Voters) -> list[float]:
        """For each person, seconds from the acknowledgement of their vote until the screen counted them.

        The screen tells a number and nobody: its n-th person is whoever was the n-th to be acknowledged.
        Who is never counted is `inf` behind.
        """
        lags, looks = [], iter(self.seen)
        at, count = next(looks, (float("inf"), 10**9))
        for number, moment in enumerate(voters.moments(), 1):
            while count < number:
                at, count = next(looks, (float("inf"), 10**9))
            lags.append(max(0.0, at - moment))
        return lags

    def told(self, name: str, voters: Voters) -> dict[str, float]:
        lags = self.lags(voters)
        return {f"{name}_lag_p95_s": percentile(lags, 0.95), f"{name}_lag_worst_s": percentile(lags, 1)}
