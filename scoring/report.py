"""The result in words, as data: what the page mounts with plain text, in reading order. Nothing here is HTML.

The picture comes first and is also the text: its rows are the domains, gathered by what their bands mean. No text is
chosen from a total, and nothing is said of an area that the person was not asked about.
"""

from collections.abc import Iterable, Sequence

from scoring.conditions import holds, names
from scoring.engine import DomainScore
from scoring.exact import Exact
from scoring.guidance import FoundNeed, FoundStep, find_steps, first_that_holds, needs_around_the_clock, told
from scoring.matching import FoundService
from scoring.model import BAND_KINDS, DOES_NOT_APPLY, Band, Content, Item, ScoringRule, Step
from scoring.plain import Data, Facts, Ids

# What the person does not recognise as theirs: a group of its own, after the others.
OWN_VIEW = "own"
# The strongest kind: it gets no homework.
STRENGTH = BAND_KINDS[0]
NEAR = {"municipality": "municipality", "employment-area": "area", "county": "county", "nation": "nation"}
# Answers at an end, or beside it, by their place on the scale counted from there: where both kinds stand in one domain,
# it does not vary from day to day but goes well in part.
BESIDE = 1


def compose(
    content: Content,
    language: str,
    scores: Sequence[DomainScore],
    facts: Facts,
    needs: Sequence[FoundNeed],
    services: Sequence[FoundService],
    disagree: frozenset[str],
) -> Data | None:
    """The report of one result (see docs/architecture.md), or None for a questionnaire without words.

    `disagree` names domains the person does not recognise; `services` are the `FoundService`s, best first.
    """
    words = _Words(content, language)
    if not words.texts.get("report"):
        return None
    writer = _Writer(words, content, facts, disagree)
    steps = find_steps(needs, facts, content)
    return {
        "heading": words("report", "title"),
        "lead": writer.lead(scores),
        "picture": writer.picture(scores),
        "said": writer.said(scores),
        "round_the_clock": writer.round_the_clock(),
        "steps": writer.steps(steps, services),
        "joint": writer.joint(needs, services),
        "services": writer.services(needs, services),
        "answers": writer.answers(),
        "notes": writer.notes(),
    }


def stop_of(score: DomainScore, bands: tuple[Band, ...]) -> int | None:
    """The place of a domain on a line of all the bands' stops, counted from 1; each band is split evenly.

    `bands` are those the score was read by, lowest first. A capped score stands at the last stop of its band.
    """
    stop = 0
    for band in bands:
        if band.id == score.band and score.exact:
            inside = (score.exact - band.start) * Exact(band.stops)
            width = band.end - band.start
            part = next((part for part in range(band.stops) if inside < width * Exact(part + 1)), band.stops - 1)
            return stop + part + 1
        stop += band.stops
    return None


class _Words:
    """The texts of one language, and what was asked and answered, in words."""

    def __init__(self, content: Content, language: str) -> None:
        self.content, self.language = content, language
        self.texts = content.texts[language]

    def __call__(self, *path: str, **values: object) -> str:
        *folders, key = path
        texts = self.texts
        for each in folders:
            texts = texts[each]
        text: str = texts[key]
        return text.format(**values) if values else text

    def answer(self, item_id: str, given: Ids) -> str:
        return self.listed(self._option(self.content.items[item_id], option) for option in given)

    def _option(self, item: Item, option: str) -> str:
        if option == DOES_NOT_APPLY:
            return self("option", option)
        if not item.traits.labelled:
            return f"{option} {self('unit', item.unit)}" if item.unit else option
        if item.id == self.content.roles.get("municipality"):
            return self("municipality", option)
        return self("option", item.scale or item.id, option)

    def question(self, item_id: str) -> str:
        return self("item", item_id, "question")

    def short(self, item_id: str, given: Ids) -> str:
        """An answer in brief, such as "Pain: always"."""
        return self(
            "report", "short-answer", item=self("item", item_id, "short"), answer=self.lowered(self.answer(item_id, given))
        )

    def lowered(self, text: str) -> str:
        return text[:1].lower() + text[1:]

    def listed(self, parts: Iterable[str]) -> str:
        """A list in one line; parts that hold commas themselves are kept apart by semicolons."""
        parts = list(parts)
        return ("; " if any("," in part for part in parts) else ", ").join(parts)


class _Writer:
    def __init__(self, words: _Words, content: Content, facts: Facts, disagree: frozenset[str]) -> None:
        self.words, self.content = words, content
        self.facts, self.disagree = facts, disagree
        places = told("municipality", facts, content)
        self.municipality = next((code for code in places if code in content.municipalities), None)
        self.rules = {rule.domain: rule for rule in content.rules}
        self.step_by_item = {item.id: step.id for step in content.steps for item in step.items}

    def lead(self, scores: Sequence[DomainScore]) -> str:
        """One sentence on the whole; it names what stands at its worst end where it is about that."""
        if not any(name in self.facts for name in self.content.items):
            return self.words("report", "nothing-answered")
        pattern = first_that_holds(self.content.guidance.overall, self.facts)
        assert pattern, "the check sees to it that the last of them always holds"
        return self.words("overall", pattern.id).format(worst=self.names_of(self.worst(scores)))

    def worst(self, scores: Sequence[DomainScore]) -> list[str]:
        """The items that stand at their worst end, in the domains that the person recognises."""
        return [item for score in scores if score.band and score.id not in self.disagree for item in score.worst]

    def kind(self, score: DomainScore) -> str | None:
        """What the band of a score means; the person's own view where they do not recognise it; None without a band."""
        if score.band is None:
            return None
        return OWN_VIEW if score.id in self.disagree else self.content.band_kinds[score.band]

    def picture(self, scores: Sequence[DomainScore]) -> Data | None:
        """The path: groups of rows, what lacks answers, and the words beside them. None where nothing was answered."""
        groups = [self.group(kind, scores) for kind in (*BAND_KINDS, OWN_VIEW)]
        few = self.few(scores)
        if not any(groups):
            return {"groups": [], "few": few, "labels": self.labels(), "stops": 0} if few else None
        stops = max(sum(band.stops for band in rule.bands) for rule in self.content.rules)
        return {"groups": [group for group in groups if group], "few": few, "labels": self.labels(), "stops": stops}

    def group(self, kind: str, scores: Sequence[DomainScore]) -> Data | None:
        rows = [self.row(score) for score in scores if self.kind(score) == kind]
        rows.sort(key=lambda row: -row["stop"])
        return {"kind": kind, "rows": rows} if rows else None

    def row(self, score: DomainScore) -> Data:
        assert score.band, "a row is of a domain that has one"
        words, rule = self.words, self.rules[score.id]
        stop = stop_of(score, rule.bands)
        kind = self.content.band_kinds[score.band]
        return {
            "domain": score.id,
            "name": words("domain", score.id, "name"),
            "kind": kind,
            "band": words("band", score.band),
            "stop": stop,
            "place": words("report", f"place-{stop}"),
            "means": self.means(score, score.band, rule),
            "worst": words("report", "worst", answers=self.brief(score.worst)) if score.worst else None,
            "try": words("domain", score.id, score.band, "try") if kind != STRENGTH else None,
            "ask": words("domain", score.id, score.band, "ask"),
            "answers": self.answered([f"band.{score.id}"]),
            "quick": score.quick,
            "step": self.step_of(rule),
        }

    def step_of(self, rule: ScoringRule) -> str | None:
        """The step that asks about a domain, which leads back to its questions."""
        return next((self.step_by_item[scored.id] for scored in rule.items if scored.id in self.step_by_item), None)

    def brief(self, items: Iterable[str]) -> str:
        return self.words.listed(self.words.short(item, self.facts[item]) for item in items)

    def means(self, score: DomainScore, band: str, rule: ScoringRule) -> str:
        """What the band says; where some things go well and others do not, that, rather than change from day to day."""
        kind = self.content.band_kinds[band]
        low, high = self.ends(rule)
        if kind == "varies" and low and high:
            return self.words("report", "mixed", best=self.names_of(high), worst=self.names_of(low))
        if kind == "varies" and score.worst:
            return self.words("report", "mixed-worst", worst=self.names_of(score.worst))
        return self.words("domain", score.id, band, "means")

    def names_of(self, items: Iterable[str]) -> str:
        return self.words.listed(self.words.lowered(self.words("item", item, "short")) for item in items)

    def ends(self, rule: ScoringRule) -> tuple[list[str], list[str]]:
        """The answered items of a rule near their worst end, and those near their best."""
        low: list[str] = []
        high: list[str] = []
        for scored in rule.items:
            item = self.content.items.get(scored.id)
            given = self.facts.get(scored.id, (DOES_NOT_APPLY,))[0]
            if item is None or not item.traits.ordered or given not in item.options:
                continue
            options = item.options[::-1] if scored.reverse else item.options
            place = options.index(given)
            if place <= BESIDE:
                low.append(scored.id)
            elif place >= len(options) - 1 - BESIDE:
                high.append(scored.id)
        return low, high

    def few(self, scores: Sequence[DomainScore]) -> Data | None:
        """The domains that were asked about and lack answers, with the step that leads back to them."""
        rows = [
            {
                "domain": score.id,
                "name": self.words("domain", score.id, "name"),
                "step": self.step_of(self.rules[score.id]),
                "answered": score.answered,
                "applicable": score.applicable,
            }
            for score in scores
            # Of what does not apply at all, nothing is missing.
            if score.band is None and score.applicable
        ]
        return {"text": self.words("report", "not-shown"), "rows": rows} if rows else None

    def labels(self) -> Data:
        keys = ("try", "ask", "why", "disagree", "axis-low", "axis-high", "you", "quick", "answer-more")
        kinds = {f"group-{kind}": self.words("report", f"group-{kind}") for kind in (*BAND_KINDS, OWN_VIEW)}
        return {key: self.words("report", key) for key in keys} | kinds

    def answered(self, fact_names: Iterable[str]) -> list[Data]:
        """The answers behind a statement, in words, in the order in which they were asked."""
        wanted: set[str] = set()
        for name in fact_names:
            if name.startswith("band."):
                wanted.update(scored.id for scored in self.rules[name[5:]].items)
            elif name == "route":
                wanted.update(each for route in self.content.routes for each in names(route.when))
            else:
                wanted.add(name)
        return [self.told_of(name) for name in self.content.items if name in wanted and name in self.facts]

    def told_of(self, name: str) -> Data:
        return {
            "item": name,
            "question": self.words.question(name),
            "answer": self.words.answer(name, self.facts[name]),
            "sensitive": name in self.content.sensitive,
        }

    def said(self, scores: Sequence[DomainScore]) -> Data | None:
        """The person's own words, wish and hopes, and the answers at their worst end: shown back before anything else."""
        roles, items = self.content.roles, self.content.items
        quotes = [self.told_of(name) for name, item in items.items() if item.traits.own_words and name in self.facts]
        hopes = [self.told_of(name) for step in self.content.steps if step.id in self.hoping() for name in self.given(step)]
        wish = roles.get("wish")
        shown = {
            "heading": self.words("report", "own-words"),
            "quotes": quotes,
            "wish": self.told_of(wish) if wish in self.facts else None,
            "hopes": hopes,
            "worst": [self.words.short(item, self.facts[item]) for item in self.worst(scores)],
            "worst_label": self.words("report", "worst-label"),
        }
        return shown if quotes or shown["wish"] or hopes or shown["worst"] else None

    def hoping(self) -> list[str]:
        """The steps that ask what the person hopes for: neither scored nor sensitive, and not about who they are."""
        known = set(self.content.roles.values())
        return [
            step.id
            for step in self.content.steps
            if step.id not in self.content.scored_steps
            and not step.sensitive
            and not known.intersection(item.id for item in step.items)
        ]

    def given(self, step: Step) -> list[str]:
        return [item.id for item in step.items if item.id in self.facts and not item.traits.own_words]

    def round_the_clock(self) -> Data | None:
        always = needs_around_the_clock(self.facts, self.content)
        if not always:
            return None
        return {
            "heading": self.words("report", "round-the-clock"),
            "text": self.words("report", "round-the-clock-text"),
            "services": list(always.services),
        }

    def steps(self, steps: Sequence[FoundStep], services: Sequence[FoundService]) -> Data:
        """At most so many steps at first, the wish's foremost; each leads to its service, or to a page."""
        taken = [self.step(step, services) for step in steps]
        if not taken:
            return {
                "heading": self.words("report", "next-steps"),
                "first": [
                    {
                        "need": None,
                        "text": self.words("report", "no-need"),
                        "service": None,
                        "page": "services",
                        "sensitive": False,
                    }
                ],
                "more": None,
            }
        first = self.content.guidance.first_steps
        more = {"label": self.words("report", "more-ideas", count=len(taken) - first), "items": taken[first:]}
        return {"heading": self.words("report", "next-steps"), "first": taken[:first], "more": more if taken[first:] else None}

    def step(self, step: FoundStep, services: Sequence[FoundService]) -> Data:
        always = needs_around_the_clock(self.facts, self.content)
        shown = [match.id for match in services]
        service = next((each for each in step.leads_to if each in shown), None)
        service = service or next((match.id for match in services if match.shown_for == step.need), None)
        service = service or next((match.id for match in services if step.need in match.needs), None)
        on_help = always is not None and step.need == always.need
        return {
            "need": step.need,
            "text": self.words("need", step.need, "steps", step.id),
            "service": None if on_help else service,
            "page": "help-now" if on_help else None if service else "services",
            "sensitive": step.sensitive,
        }

    def joint(self, needs: Sequence[FoundNeed], services: Sequence[FoundService]) -> Data | None:
        """Planning together: the service itself, whose it is where the person lives, and the sentence to say."""
        joint = self.content.guidance.joint
        if not joint or not holds(joint.when, self.facts):
            return None
        words = self.words
        area = words("joint", "no-area")
        if self.municipality:
            code = self.content.municipalities[self.municipality]
            area = words(
                "joint",
                "area",
                municipality=words("municipality", self.municipality),
                area=words("area", code, "name"),
                responsible=words("area", code, "responsible"),
            )
        return {
            "heading": words("joint", "heading"),
            "open": joint.need in [need.id for need in needs if "wish" in need.kinds],
            "text": [words("joint", "text"), area, words("joint", "coordinate")],
            "say": words("joint", "say"),
            "services": [match.id for match in services if joint.need in match.needs],
        }

    def services(self, needs: Sequence[FoundNeed], found: Sequence[FoundService]) -> Data:
        reasons = {need.id: need for need in needs}
        shown = [self.service(match, reasons) for match in found]
        # The others are one click away.
        first = self.content.guidance.places.open
        more = {"label": self.words("report", "services-more", count=len(shown)), "items": shown[first:]}
        return {
            "heading": self.words("report", "services"),
            "first": shown[:first],
            "more": more if shown[first:] else None,
            "none": None if shown else self.words("report", "services-none"),
        }

    def service(self, match: FoundService, reasons: dict[str, FoundNeed]) -> Data:
        need = reasons[match.shown_for]
        key = "service-wish" if "wish" in need.kinds else "service-situation" if match.made_for else "service-for"
        return {
            "service": match.id,
            "near": self.words("report", f"near-{NEAR[match.near]}"),
            "why": self.words("report", key, needs=self.words("need", need.id, "name")),
            "sensitive": match.sensitive or all(reasons[each].sensitive for each in match.needs),
        }

    def answers(self) -> Data:
        """Every answer, for whoever wants to read them again or take them along."""
        items = [self.told_of(name) for name in self.content.items if name in self.facts]
        return {"heading": self.words("report", "all-answers", count=len(items)), "items": items}

    def notes(self) -> Data:
        status = "unvalidated" if self.content.status != "validated" else None
        return {
            "unvalidated": self.words("report", status) if status else None,
            "purpose": self.words("report", "purpose"),
            "help": self.words("report", "help-reminder"),
        }
