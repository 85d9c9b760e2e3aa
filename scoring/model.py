"""What the assessment is made of: one frozen dataclass a concept, built from plain data by `content_from`.

The plain data is checked by the site's loader before it gets here; this module only gives it shape.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from scoring.exact import Exact, exact
from scoring.item_types import ITEM_TYPES, ItemType
from scoring.plain import Condition, Data, Ids

# The option every question may be answered with when it has no meaning for the person.
DOES_NOT_APPLY = "does-not-apply"
MAX_TEXT = 2000
# What the item that asks where the person lives says instead of its options: those are the region's.
MUNICIPALITIES = "municipalities"
# What the program itself has to know of a questionnaire's items; `roles` in questionnaire.yml says which item has which.
ROLES = ("situation", "municipality", "age", "wish")
# What a band means for its reader, in the order in which a result tells it. Ids of bands are content.
BAND_KINDS = ("strength", "varies", "attention")
# The kinds of band by which guidance.yml leads from a domain to a need; each has a weight of its name there.
NEED_KINDS = ("attention", "varies")
# From a lowest to a highest number; and such pairs as a table: from this number on, that value.
Span = tuple[Exact, Exact]
Table = tuple[Span, ...]


@dataclass(frozen=True)
class Item:
    """One question. `options` are ids, lowest first where the type is ordered; empty for own words and for a number.

    A number lies between `low` and `high`, both `Exact`, in steps of `step` from `low`; `unit` is the id of its unit. A
    `quick` item is asked in the quick look too. Each `exclusive` option stands alone.
    """

    id: str
    type: str
    options: Ids = ()
    scale: str = ""
    low: Exact = Exact(0)
    high: Exact = Exact(0)
    step: Exact = Exact(1)
    unit: str = ""
    asked_if: Condition = field(default_factory=dict)
    quick: bool = False
    exclusive: Ids = ()

    @property
    def traits(self) -> ItemType:
        """How items of its type behave (`ItemType`)."""
        return ITEM_TYPES[self.type]


@dataclass(frozen=True)
class Step:
    """One screen: the items shown together. What a `sensitive` one is answered stays off paper unless asked for."""

    id: str
    items: tuple[Item, ...]
    asked_if: Condition = field(default_factory=dict)
    sensitive: bool = False


@dataclass(frozen=True)
class Route:
    """A way through the assessment; the first route whose condition holds is the person's."""

    id: str
    when: Condition


@dataclass(frozen=True)
class Band:
    """A stretch of scores: from `start` (inside) to `end` (outside, or inside when `closed`).

    `kind` (one of `BAND_KINDS`) says what it means to a reader; only a questionnaire without guidance leaves it empty.
    `stops` is how many places it has in the picture.
    """

    id: str
    start: Exact
    end: Exact
    closed: bool = False
    reason: str = ""
    kind: str = ""
    stops: int = 1


@dataclass(frozen=True)
class ScoredItem:
    """How one item counts: turned when `reverse`, times `weight`, or by its own `values` an option.

    `lookup` does for a single answer what it does for a score in `ScoringRule`.
    """

    id: str
    reverse: bool = False
    weight: Exact = Exact(1)
    values: dict[str, Exact] = field(default_factory=dict)
    lookup: Table = ()


@dataclass(frozen=True)
class Completeness:
    """How many applicable items must be answered: a share, or at most so many missing."""

    numerator: int = 2
    denominator: int = 3
    missing_at_most: int | None = None


@dataclass(frozen=True)
class ScoringRule:
    """How the score of one domain comes from its items.

    `method` is mean or sum, weighted by the items' weights, or the highest or lowest of them; a sum is scaled up for
    missing items when `prorate`.
    `spread` (low, high) puts every item's lowest and highest value there first, so that items of different length
    count alike. `transform` ((low, high), (low, high)) maps the finished score; None leaves it as it is.
    `lookup` ((from, value), ...), lowest first, replaces it by the value of the last step it has reached.
    `decimals` rounds it, half up; the band is read from the rounded score, which is the one a reader sees.
    An item may also name a domain of an earlier rule: its score counts as one answer, neither turned nor spread.
    `requires` names domains of earlier rules without whose score this one is not shown. `bands_if` ((condition, bands),
    ...) are bands for those of whom the condition holds, the first that does; `bands` are everybody else's.
    `cap` names the highest band a domain can have while one of its items stands at its worst end. `quick` is the
    completeness of a domain that was only looked at quickly.
    All numbers are `Exact`.
    """

    domain: str
    items: tuple[ScoredItem, ...]
    method: str = "mean"
    complete: Completeness = Completeness()
    prorate: bool = False
    spread: Span | None = None
    transform: tuple[Span, Span] | None = None
    lookup: Table = ()
    decimals: int | None = None
    bands: tuple[Band, ...] = ()
    bands_if: tuple[tuple[Condition, tuple[Band, ...]], ...] = ()
    requires: Ids = ()
    cap: str = ""
    quick: Completeness = Completeness(1, 1)


@dataclass(frozen=True)
class Pattern:
    """A text that is chosen when its condition holds; a step says which services (by id) it is about, the best first."""

    id: str
    when: Condition
    leads_to: Ids = ()


@dataclass(frozen=True)
class Need:
    """Something a resident may want help with; `sector` is work, health or social.

    `wish` is the option of the item with this role that leads here, `bands` the domains that do, by the kind of band.
    `steps` are what one could do, each with its condition; the first that holds is shown.
    """

    id: str
    sector: str
    wish: str = ""
    bands: dict[str, Ids] = field(default_factory=dict)
    answer: Condition | None = None
    steps: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Places:
    """The places services get: `first` of them are dealt out, at least `wish` to the wish, at most `organisation` to one
    organisation while there are others; `most` are shown in all, `open` of them before a person asks for more."""

    first: int
    wish: int
    organisation: int
    most: int
    open: int


@dataclass(frozen=True)
class FollowingNeed:
    """A need that follows from the others (planning together), or from there being none, and when."""

    when: Condition
    need: str


@dataclass(frozen=True)
class RoundTheClock:
    """The services (by id) that whoever meets the condition always sees above all others; `need` gives the step."""

    when: Condition
    services: Ids
    need: str


@dataclass(frozen=True)
class Guidance:
    """From what was said to needs, the whole, steps and services."""

    weights: dict[str, int]
    needs: tuple[Need, ...]
    joint: FollowingNeed | None
    otherwise: FollowingNeed | None
    overall: tuple[Pattern, ...]
    places: Places
    first_steps: int
    round_the_clock: RoundTheClock | None = None


@dataclass(frozen=True)
class Service:
    """A service as the guidance sees it; `read_in` are the languages its card exists in.

    It is never shown without the answers of `only_if`, nor with those
    of `not_for`. `contacts` are the ways to reach it that a person can act on; one without any is not `actionable`.
    """

    id: str
    needs: Ids
    area: str
    municipalities: Ids
    situations: Ids
    ages: Ids
    languages: Ids
    read_in: Ids
    organisation: str = ""
    contacts: Ids = ()
    only_if: Condition = field(default_factory=dict)
    not_for: Condition = field(default_factory=dict)

    @property
    def actionable(self) -> bool:
        """Whether there is a contact that a person can act on."""
        return bool(self.contacts)


@dataclass(frozen=True)
class Content:
    """Everything the scoring needs to know. Built once, then only read.

    `municipalities` names the employment area of each, by code. `texts` gives the words of one of the `languages`.
    """

    id: str
    version: str
    status: str
    routes: tuple[Route, ...]
    steps: tuple[Step, ...]
    rules: tuple[ScoringRule, ...]
    guidance: Guidance
    services: tuple[Service, ...]
    municipalities: dict[str, str]
    languages: Ids
    texts: dict[str, Data]
    roles: dict[str, str] = field(default_factory=dict)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by id, in the order in which it is asked."""
        return {item.id: item for step in self.steps for item in step.items}

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """The ids of the items whose answers stay off paper unless asked for."""
        return frozenset(item.id for step in self.steps if step.sensitive for item in step.items)

    @cached_property
    def scored_steps(self) -> frozenset[str]:
        """The ids of the steps that ask about a domain: those a person may choose among."""
        scored = {scored.id for rule in self.rules for scored in rule.items}
        return frozenset(step.id for step in self.steps if any(item.id in scored for item in step.items))

    @cached_property
    def points(self) -> dict[tuple[str, str, str], Exact]:
        """What answers have been found to count so far, by (domain, item, option): the engine works each out once."""
        return {}

    @cached_property
    def band_kinds(self) -> dict[str, str]:
        """What each band means (its kind), by the band's id."""
        sets = ((*(bands for _, bands in rule.bands_if), rule.bands) for rule in self.rules)
        return {band.id: band.kind for several in sets for bands in several for band in bands}


def _bands(scoring: Data, name: str | None) -> tuple[Band, ...]:
    return tuple(_band(band) for band in scoring["bands"][name]) if name else ()


def _band(data: Data) -> Band:
    closed = "to" in data
    end = exact(data["to" if closed else "below"])
    return Band(data["id"], exact(data["from"]), end, closed, data.get("reason", ""), data.get("kind", ""), data.get("stops", 1))


def _scored_item(data: Data | str) -> ScoredItem:
    if isinstance(data, str):
        return ScoredItem(data)
    return ScoredItem(
        id=data["id"],
        reverse=data.get("reverse", False),
        weight=exact(data.get("weight", 1)),
        values={option: exact(value) for option, value in data.get("values", {}).items()},
        lookup=_pairs(data.get("lookup", ())),
    )


def _pairs(data: Iterable[Iterable[object]]) -> Table:
    return tuple(map(_pair, data))


def _pair(data: Iterable[object]) -> Span:
    first, second = data
    return exact(first), exact(second)


def _completeness(data: Data) -> Completeness:
    if "missing_at_most" in data:
        return Completeness(missing_at_most=data["missing_at_most"])
    numerator, denominator = str(data["at_least"]).split("/")
    return Completeness(int(numerator), int(denominator))


def scored_items(scoring: Data) -> set[str]:
    """The ids that count in some domain of `scoring.yml`: items, and domains that count in another."""
    return {entry if isinstance(entry, str) else entry["id"] for rule in scoring["domains"].values() for entry in rule["items"]}


def rules_from(scoring: Data) -> tuple[ScoringRule, ...]:
    """The scoring rules of `scoring.yml`, each domain's own settings over the defaults."""
    rules = []
    for domain, own in scoring["domains"].items():
        data = {**scoring.get("defaults", {}), **own}
        transform = data.get("transform")
        rules.append(
            ScoringRule(
                domain=domain,
                items=tuple(_scored_item(item) for item in data["items"]),
                method=data["method"],
                complete=_completeness(data["complete"]),
                prorate=data.get("prorate", False),
                spread=_pair(data["spread"]) if data.get("spread") else None,
                transform=(_pair(transform["from"]), _pair(transform["to"])) if transform else None,
                lookup=_pairs(data.get("lookup", ())),
                decimals=data.get("decimals"),
                bands=_bands(scoring, data.get("bands")),
                bands_if=tuple((entry["when"], _bands(scoring, entry["bands"])) for entry in data.get("bands_if", ())),
                requires=tuple(data.get("requires", ())),
                cap=data.get("cap", ""),
                quick=_completeness(data["quick"]) if "quick" in data else Completeness(1, 1),
            )
        )
    return tuple(rules)


def options_of(item: Data, scales: Data, municipalities: Data | Ids = ()) -> Ids:
    """The option ids of one item of `questionnaire.yml`, lowest first; none for own words or a scale that is not there."""
    traits = ITEM_TYPES[item["type"]]
    if traits.on_scale:
        return tuple(scales.get(item["scale"], ()))
    if traits.numbers:
        return traits.numbers
    if item.get("options") == MUNICIPALITIES:
        return tuple(municipalities)
    return tuple(item.get("options", ()))


def roles_from(questionnaire: Data) -> dict[str, str]:
    """The item ids of `questionnaire.yml` by role, without the roles that no item has."""
    return {role: item for role, item in questionnaire.get("roles", {}).items() if item}


def steps_from(questionnaire: Data, municipalities: Data | Ids = ()) -> tuple[Step, ...]:
    """The steps of `questionnaire.yml`; `municipalities` are the options of the item that asks for one."""
    scales = questionnaire.get("scales", {})

    def build_item(item: Data) -> Item:
        number = ITEM_TYPES[item["type"]].measured
        return Item(
            id=item["id"],
            type=item["type"],
            options=options_of(item, scales, municipalities),
            scale=item.get("scale", ""),
            asked_if=item.get("asked_if", {}),
            low=exact(item["from"] if number else 0),
            high=exact(item["to"] if number else 0),
            step=exact(item.get("step", 1)),
            unit=item.get("unit", ""),
            quick=item.get("quick", False),
            exclusive=tuple(item.get("exclusive", ())),
        )

    return tuple(
        Step(
            id=step["id"],
            items=tuple(map(build_item, step["items"])),
            asked_if=step.get("asked_if", {}),
            sensitive=step.get("sensitive", False),
        )
        for step in questionnaire["steps"]
    )


def guidance_from(data: Data) -> Guidance:
    """The guidance of `guidance.yml`."""

    def patterns(entries: list[Data] | tuple[Data, ...]) -> tuple[Pattern, ...]:
        return tuple(Pattern(entry["id"], entry.get("when", {}), tuple(entry.get("leads_to", ()))) for entry in entries)

    def following(key: str) -> FollowingNeed | None:
        return FollowingNeed(data[key]["when"], data[key]["need"]) if data.get(key) else None

    always, services = data.get("round_the_clock"), data["services"]
    return Guidance(
        weights=data["weights"],
        needs=tuple(
            Need(
                id=need["id"],
                sector=need["sector"],
                wish=need.get("wish", ""),
                bands={kind: tuple(need[kind]) for kind in NEED_KINDS if kind in need},
                answer=need.get("answer"),
                steps=patterns(need.get("steps", ())),
            )
            for need in data["needs"]
        ),
        joint=following("joint"),
        otherwise=following("otherwise"),
        overall=patterns(data.get("overall", ())),
        places=Places(services["first"], services["wish"], services["organisation"], services["most"], services["open"]),
        first_steps=data["steps"]["first"],
        round_the_clock=RoundTheClock(always["when"], tuple(always["services"]), always["need"]) if always else None,
    )


def _service(data: Data) -> Service:
    return Service(
        id=data["id"],
        needs=tuple(data.get("needs", ())),
        area=data["area"],
        municipalities=tuple(data.get("municipalities", ())),
        situations=tuple(data.get("situations", ())),
        ages=tuple(data.get("ages", ())),
        languages=tuple(data.get("languages", ())),
        read_in=tuple(data.get("read_in", ())),
        organisation=data.get("organisation", ""),
        contacts=tuple(data.get("contacts", ())),
        only_if=data.get("only_if", {}),
        not_for=data.get("not_for", {}),
    )


def content_from(data: Data, texts: dict[str, Data]) -> Content:
    """All content from plain data (what the site's bundle carries): keys questionnaire, scoring, guidance, services,
    municipalities, languages. `texts` gives the words of a language by its code."""
    questionnaire = data["questionnaire"]
    return Content(
        id=questionnaire["id"],
        version=questionnaire["version"],
        status=questionnaire["status"],
        routes=tuple(Route(route["id"], route["when"]) for route in questionnaire.get("routes", ())),
        steps=steps_from(questionnaire, data.get("municipalities", {})),
        rules=rules_from(data["scoring"]),
        guidance=guidance_from(data["guidance"]),
        services=tuple(_service(service) for service in data.get("services", ())),
        municipalities=data.get("municipalities", {}),
        languages=tuple(data["languages"]),
        texts=texts,
        roles=roles_from(questionnaire),
    )
