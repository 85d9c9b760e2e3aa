"""Which services a person is shown, and in which order (docs/decisions: guidance that a good worker would sign).

Fit comes before nearness, the wish before everything else, and what nobody can act on after what somebody can.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.conditions import holds, names
from scoring.guidance import FoundNeed, find_steps, needs_around_the_clock, told
from scoring.model import Content, Places, Service
from scoring.plain import Facts, Ids

# Nearest first. A service's area is one of these.
AREAS = ("municipality", "employment-area", "county", "nation")
ANYWHERE = ("county", "nation")
# A record made for a situation counts as made for the needs it names first, too.
FOREMOST = 2
# The kinds of reason that give a need no place of its own.
LIGHT = frozenset(("varies", "joint"))
# What only varies adds no more than this beside a heavier need: a list of thirty helps nobody.
VARIES = ("varies",)
VARIES_AT_MOST = 2


@dataclass(frozen=True)
class FoundService:
    """A service with the needs it meets, the person's first need first.

    `shown_for` is the need that gave it its place; `made_for` tells that it serves the person's situation alone. It is
    `sensitive` when it is never shown without an answer that stays off paper.
    """

    id: str
    needs: Ids
    near: str
    shown_for: str
    made_for: bool
    sensitive: bool = False


def match_services(needs: Sequence[FoundNeed], facts: Facts, content: Content, language: str) -> tuple[FoundService, ...]:
    """The services that fit, best first, each once, at most `places.most`.

    A service fits when it can be read in the language, meets a need, serves the person's situation and age (where the
    person told them), is not ruled out by an answer and, unless it is for the whole county or nation, serves their
    municipality. Of equally fitting ones those come first that the need's step leads to, so that step and list agree. The
    first places are dealt out by `_Places`; after them each need in turn gets its next best.
    """
    order = {need.id: place for place, need in enumerate(needs)}
    person = _Person(facts, content, language)
    fitting = [service for service in content.services if person.fits(service, order)]
    led = {step.need: step.leads_to for step in find_steps(needs, facts, content)}
    always = needs_around_the_clock(facts, content)
    above = always.services if always else ()
    queues = {need.id: _ranked(need.id, fitting, person, led.get(need.id, ()), above) for need in needs}
    if any(need.kinds != VARIES for need in needs):
        queues |= {need.id: queues[need.id][:VARIES_AT_MOST] for need in needs if need.kinds == VARIES}
    chosen = _Places(needs, queues, content.guidance.places).filled()
    shown = {service.id for service, _ in chosen}
    for round_number in range(max(map(len, queues.values()), default=0)):
        for need, queue in queues.items():
            if round_number < len(queue) and queue[round_number].id not in shown:
                shown.add(queue[round_number].id)
                chosen.append((queue[round_number], need))
    return tuple(
        FoundService(
            service.id,
            tuple(sorted((need for need in service.needs if need in order), key=order.__getitem__)),
            service.area,
            need,
            person.made_for(service),
            bool(content.sensitive.intersection(names(service.only_if))),
        )
        for service, need in chosen[: content.guidance.places.most]
    )


def _ranked(need: str, fitting: Sequence[Service], person: "_Person", led: Ids, above: Ids) -> list[Service]:
    """The services for one need, best first; equals as the directory lists them.

    `led` are those its step leads to; those `above` the list already take no place in it from others.
    """

    def rank(service: Service) -> tuple[bool | int, ...]:
        place = service.needs.index(need)
        return (
            service.id in above,
            person.limited_by_untold(service),
            not service.actionable,
            _fit(place, person.made_for(service)),
            service.id not in led,
            bool(service.languages) and person.language not in service.languages,
            AREAS.index(service.area),
            place,
        )

    return sorted((service for service in fitting if need in service.needs), key=rank)


def _fit(place: int, made_for: bool) -> int:
    """How well a record fits a need that it names in this place, 0 best."""
    if place == 0:
        return 0 if made_for else 1
    return 1 if made_for and place < FOREMOST else 2


class _Places:
    """Deals out the first places, one at a time."""

    def __init__(self, needs: Sequence[FoundNeed], queues: dict[str, list[Service]], places: Places) -> None:
        self.queues, self.places = queues, places
        self.chosen: list[tuple[Service, str]] = []
        self.wish = next((need.id for need in needs if "wish" in need.kinds), None)
        # A need that only varies, or that only follows from the others, takes no place while a heavier one has a service.
        self.heavy = [need.id for need in needs if not LIGHT.issuperset(need.kinds)]
        self.light = [need.id for need in needs if LIGHT.issuperset(need.kinds)]

    def filled(self) -> list[tuple[Service, str]]:
        """The chosen (service, need it is shown for), best first."""
        others = [need for need in self.heavy if need != self.wish]
        if self.wish:
            for need in (self.wish, self.wish, *others[:1], self.wish):
                self.take(need)
            while self.of(self.wish) < self.places.wish and self.take(self.wish, strict=False):
                pass
        for needs in (others, self.heavy, self.light):
            while not self.full and any([self.take(need) for need in needs]):
                pass
        for needs in (self.heavy, self.light):
            while not self.full and any([self.take(need, strict=False) for need in needs]):
                pass
        return self.with_actions()

    @property
    def full(self) -> bool:
        return len(self.chosen) >= self.places.first

    def of(self, need: str) -> int:
        """How many of the chosen meet a need."""
        return sum(need in service.needs for service, _ in self.chosen)

    def left(self, need: str) -> list[Service]:
        """The services of a need that are not chosen yet, best first."""
        chosen = {service.id for service, _ in self.chosen}
        return [service for service in self.queues[need] if service.id not in chosen]

    def take(self, need: str, strict: bool = True) -> bool:
        """Gives the next place to the need's best service. Whether there was one; `strict` keeps to the variety."""
        if self.full:
            return False
        left = self.left(need)
        actionable = [service for service in left if service.actionable] or left
        found = next((service for service in actionable if not strict or self.varied(service)), None)
        if found:
            self.chosen.append((found, need))
        return bool(found)

    def varied(self, service: Service) -> bool:
        """Whether a service brings something new: not one organisation over and over, not the same number again."""
        same = sum(service.organisation == other.organisation for other, _ in self.chosen)
        known = {contact for other, _ in self.chosen for contact in other.contacts}
        return same < self.places.organisation and not known.intersection(service.contacts)

    def with_actions(self) -> list[tuple[Service, str]]:
        """The chosen, each one that nobody can act on replaced while another with a contact meets the same need."""
        for place, (service, need) in enumerate(self.chosen):
            better = None if service.actionable else next((other for other in self.left(need) if other.actionable), None)
            if better:
                self.chosen[place] = (better, need)
        return self.chosen


class _Person:
    """What one person told that a service may be limited by, looked up once for all services."""

    def __init__(self, facts: Facts, content: Content, language: str) -> None:
        self.facts, self.language = facts, language
        self.situations, self.ages, self.municipalities = (
            frozenset(told(role, facts, content)) for role in ("situation", "age", "municipality")
        )

    def fits(self, service: Service, needs: dict[str, int]) -> bool:
        """Whether a service is for this person, who has these needs."""
        if self.language not in service.read_in or needs.keys().isdisjoint(service.needs):
            return False
        for given, limit in ((self.situations, service.situations), (self.ages, service.ages)):
            if given and limit and given.isdisjoint(limit):
                return False
        if service.only_if and not holds(service.only_if, self.facts):
            return False
        if service.not_for and holds(service.not_for, self.facts):
            return False
        return service.area in ANYWHERE or not self.municipalities.isdisjoint(service.municipalities)

    def limited_by_untold(self, service: Service) -> bool:
        """Whether a service is limited by something that the person left untold."""
        return bool((service.situations and not self.situations) or (service.ages and not self.ages))

    def made_for(self, service: Service) -> bool:
        """Whether a service is for the person's situation alone."""
        return not self.situations.isdisjoint(service.situations)
