"""The written summary as data: sections of headings, sentences, rows and the picture, in reading order.

The page mounts it with plain text; nothing here is HTML. Strengths come first, and no text is chosen from a total.
"""

from dataclasses import dataclass

from scoring import chart
from scoring.conditions import holds, names
from scoring.guidance import first_that_holds, told
from scoring.model import BAND_KINDS, DOES_NOT_APPLY

# The sections that hold the domains of each kind of band.
SECTIONS = {"strength": "strengths", "varies": "varies", "attention": "attention"}
STEPS_FROM_NEEDS = 3


@dataclass(frozen=True)
class Report:
    """What the result page shows: sections in order, and the picture as SVG."""

    sections: list
    chart: str


def compose(content, language, scores, facts, needs, services, disagree):
    """The report of one result. `disagree` names domains the person does not recognise; their view is told instead."""
    words = _Words(content, language)
    if not words.texts.get("report"):
        return Report([], "")
    writer = _Writer(words, content, language, facts, disagree)
    sections = [
        writer.opening(),
        writer.overall(),
        *(writer.band_section(kind, scores) for kind in BAND_KINDS),
        writer.not_shown(scores),
        writer.own_words(),
        writer.next_steps(needs),
        writer.joint(),
        writer.services(needs, services),
        writer.table(scores),
        writer.chart_section(),
        writer.closing(),
    ]
    return Report([section for section in sections if section], writer.draw(scores))


class _Words:
    """The texts of one language, and what was asked and answered, in words."""

    def __init__(self, content, language):
        self.content, self.language = content, language
        self.texts = content.texts[language]

    def __call__(self, *path, **values):
        text = self.texts
        for key in path:
            text = text[key]
        return text.format(**values) if values else text

    def answer(self, item_id, given):
        return ", ".join(self._option(self.content.items[item_id], option) for option in given)

    def _option(self, item, option):
        if option == DOES_NOT_APPLY:
            return self("option", option)
        if not item.traits.labelled:
            return option
        if item.id == self.content.roles.get("municipality"):
            return self("municipality", option)
        return self("option", item.scale or item.id, option)

    def question(self, item_id):
        return self("item", item_id, "question")


class _Writer:
    def __init__(self, words, content, language, facts, disagree):
        self.words, self.content, self.language = words, content, language
        self.facts, self.disagree = facts, disagree
        places = told("municipality", facts, content)
        self.municipality = next((code for code in places if code in content.municipalities), None)

    def section(self, name, heading, blocks):
        return {"id": name, "heading": heading, "blocks": blocks} if blocks else None

    def opening(self):
        pattern = first_that_holds(self.content.guidance.openings, self.facts)
        return self.section("opening", self.words("report", "title"), [_text(self.words("opening", pattern.id, "text"))])

    def overall(self):
        pattern = first_that_holds(self.content.guidance.overall, self.facts)
        return self.section("overall", self.words("report", "lead"), [_text(self.words("overall", pattern.id))])

    def kind(self, score):
        """What the band of a score means, or None where it has no band."""
        return self.content.band_kinds[score.band] if score.band else None

    def band_section(self, kind, scores):
        blocks = [self.domain(score) for score in scores if self.kind(score) == kind]
        if not blocks and kind == BAND_KINDS[0] and any(score.band for score in scores):
            blocks = [_text(self.words("report", "no-strengths"))]
        name = SECTIONS[kind]
        return self.section(name, self.words("report", name), blocks)

    def domain(self, score):
        words = self.words
        disagreed = score.id in self.disagree
        if disagreed:
            parts = [{"label": None, "text": words("report", "disagreed")}]
        else:
            parts = [
                {"label": None, "text": words("domain", score.id, score.band, "means")},
                {"label": words("report", "try"), "text": words("domain", score.id, score.band, "try")},
                {"label": words("report", "ask"), "text": words("domain", score.id, score.band, "ask")},
            ]
        return {
            "type": "domain",
            "domain": score.id,
            "kind": self.kind(score),
            "heading": words("domain", score.id, "name"),
            "band_label": words("report", "own-view") if disagreed else words("band", score.band),
            "parts": parts,
            "why": self.why([f"band.{score.id}"]),
            "disagree": {"label": words("report", "disagree"), "checked": disagreed},
        }

    def why(self, fact_names):
        """The answers behind a statement, in words, in the order in which they were asked."""
        wanted = set()
        for name in fact_names:
            if name.startswith("band."):
                rule = next(rule for rule in self.content.rules if rule.domain == name[5:])
                wanted.update(scored.id for scored in rule.items)
            elif name == "route":
                wanted.update(name for route in self.content.routes for name in names(route.when))
            else:
                wanted.add(name)
        return {
            "label": self.words("report", "why"),
            "answers": [
                {"question": self.words.question(name), "answer": self.words.answer(name, self.facts[name])}
                for name in self.content.items
                if name in wanted and name in self.facts
            ],
        }

    def not_shown(self, scores):
        told_of = [
            f"{self.words('domain', score.id, 'name')}: "
            + self.words("report", "answered", answered=score.answered, applicable=score.applicable)
            for score in scores
            # Of what does not apply at all, nothing is missing.
            if score.band is None and score.applicable
        ]
        return self.section("not-shown", self.words("report", "not-shown"), [_list(told_of)] if told_of else [])

    def own_words(self):
        quotes = [
            {"type": "quote", "label": self.words.question(name), "text": self.facts[name][0]}
            for name, item in self.content.items.items()
            if item.traits.own_words and name in self.facts
        ]
        return self.section("own-words", self.words("report", "own-words"), quotes)

    def next_steps(self, needs):
        pattern = first_that_holds(self.content.guidance.openings, self.facts)
        steps = [self.words("need", need.id, "step") for need in needs[:STEPS_FROM_NEEDS]]
        steps += self.words("opening", pattern.id, "steps").values()
        return self.section("next-steps", self.words("report", "next-steps"), [_list(steps)])

    def joint(self):
        if not holds(self.content.guidance.joint, self.facts):
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
        blocks = [_text(words("joint", "text")), _text(area), _text(words("joint", "coordinate"))]
        return self.section("joint", words("joint", "heading"), [*blocks, _text(words("joint", "say"))])

    def services(self, needs, found):
        reasons = {need.id: need for need in needs}
        blocks = [self.service(match, reasons) for match in found]
        first = self.content.guidance.first_services
        if len(blocks) > first:
            more = {"type": "more", "label": self.words("report", "services-more"), "blocks": blocks[first:]}
            blocks = [*blocks[:first], more]
        if not blocks:
            blocks = [_text(self.words("report", "services-none"))]
        return self.section("services", self.words("report", "services"), blocks)

    def service(self, match, reasons):
        """Which service, how near, and why; the page has the card itself."""
        named = ", ".join(self.words("need", need, "name") for need in match.needs)
        wish = "wish" in reasons[match.needs[0]].kinds
        return {
            "type": "service",
            "service": match.id,
            "near": self.words("report", f"near-{NEAR[match.near]}"),
            "reasons": [self.words("report", "service-wish" if wish else "service-for", needs=named)],
            "why": self.why([name for need in match.needs for name in reasons[need].facts]),
        }

    def table(self, scores):
        words = self.words
        rows = [
            [words("domain", score.id, "name"), self.band_words(score), f"{score.answered}/{score.applicable}"]
            for score in scores
        ]
        columns = [words("report", "table-domain"), words("report", "table-band"), words("report", "table-answered")]
        block = {"type": "table", "caption": words("report", "table-caption"), "columns": columns, "rows": rows}
        return self.section("table", words("report", "table-heading"), [block] if rows else [])

    def band_words(self, score):
        if not score.applicable:
            return self.words("option", DOES_NOT_APPLY)
        if score.band is None:
            return self.words("report", "not-shown-short")
        if score.id in self.disagree:
            return self.words("report", "own-view")
        return self.words("band", score.band)

    def chart_section(self):
        title, description = self.words("report", "chart-title"), self.words("report", "chart-description")
        return self.section("chart", title, [{"type": "chart", "title": title, "description": description}])

    def draw(self, scores):
        words = self.words
        rows = [
            (score.id, words("domain", score.id, "name"), self.kind(score), self.band_words(score), score.score)
            for score in scores
        ]
        ticks = [band.start.number() for band in self.content.rules[0].bands if band.start.over > 0]
        return chart.draw(
            rows,
            words("report", "chart-title"),
            words("report", "chart-description"),
            self.words.texts.get("direction", "ltr"),
            ticks,
        )

    def closing(self):
        first = ("unvalidated",) if self.content.status != "validated" else ()
        blocks = [_text(self.words("report", name)) for name in (*first, "purpose", "help-reminder")]
        return self.section("closing", self.words("report", "closing"), blocks)


NEAR = {"municipality": "municipality", "employment-area": "area", "county": "county", "nation": "nation"}


def _text(text):
    return {"type": "text", "text": text}


def _list(items):
    return {"type": "list", "items": list(items)}
