"""The pages of one language: the written Markdown with its generated parts put in."""

from functools import partial

import yaml
from babel.numbers import format_decimal

from scoring.item_types import ITEM_TYPES
from scoring.model import DOES_NOT_APPLY, MAX_TEXT, MUNICIPALITIES, scored_items
from site_src.program.content.content import SITE_NAME
from site_src.program.content.page import MARKER
from site_src.program.content.project import PAGES
from site_src.program.content.translations import FREE_KIND
from site_src.program.pages import alphabet, cards, help_now, method, render, search_index, tokens

# Hundreds of pages: the C writer is ten times as fast.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# From this many options on, a list to open is easier than a row of buttons.
LONG_CHOICE = 20
LIMITS = ("from", "to", "step")
# More letters than these, in the longest words of all options together, do not fit beside each other on a phone.
ROW_LETTERS = 38
# What a page can be for, by the generated part that such a page must have; none has more than its words.
KINDS = {
    "home": None,
    "assessment": "assessment",
    "form": "form",
    "services": "services",
    "help-now": "help-now",
    "method": "method-scoring",
    "privacy": "host",
    "accessibility": "accessibility-status",
    "professionals": None,
    "partners": None,
    "check": "check",
    FREE_KIND: None,
}
SCRIPTS = {"assessment": ["assessment.mjs"], "services": ["directory.mjs"], "check": ["check.mjs"], "form": ["form.mjs"]}
# Parts about who publishes a copy: they are put in when a page is rendered already.
OF_A_COPY = ("host", "accessibility-contact", "accessibility-status", "help-now")
# What such a page shows is of one questionnaire.
OF_A_QUESTIONNAIRE = ("assessment", "form", "method")
# Why a shortcoming is one, as the model statement of (EU) 2018/1523 divides them.
REASONS = ("nonconformity", "burden", "scope")
# The pages that the frame and the parts link to.
LINKED = {"home": "index", **{kind: kind for kind in KINDS if kind not in ("home", "check", FREE_KIND)}}


def folder(content, language):
    """Where the county's written pages of a language are."""
    return content.project.paths(f"{PAGES}/{language.code}")[0]


def staged(content, language, runtimes=None, cache=None):
    """The language's pages as plain Markdown by slug, parts put in; and the slugs of the written ones.

    `runtimes` are what an assessment page starts the scoring with, by the folder of its questionnaire; `cache` is a folder
    that outlives a build.
    """
    made = sources(content, language, runtimes, cache)
    written = tuple(slug for slug in made if "/" not in slug)
    return {slug: text() for slug, text in made.items()}, written


def sources(content, language, runtimes=None, cache=None):
    """The language's pages by slug: for each a function that gives its plain Markdown, parts put in."""
    of = {each.folder: Parts(each, language, (runtimes or {}).get(each.folder), cache) for each in content.questionnaires}
    parts, shown = of[content.folder], shown_pages(content)
    written = {
        slug: partial(_written, page, [code for code, pages in shown.items() if slug in pages], of[content.of(page).folder])
        for slug, page in shown[language.code].items()
    }
    retired = {
        f"services/{record.id}": partial(_retired, record, parts) for record in content.services if cards.points_on(record)
    }
    services = {
        f"services/{record.id}": partial(_service, record, parts)
        for record in content.services
        if cards.shown_in(record, language) and not cards.points_on(record)
    }
    return written | retired | services


def shown_pages(content):
    """The written pages that each language shows, by slug. In a preview the source's stand in for those that are missing."""
    pages = {language.code: content.pages_in(language) for language in content.languages}
    source = {page.slug: page for page in content.pages if page.language == content.source and page.kind != FREE_KIND}
    return {code: {**source, **own} for code, own in pages.items()}


def navigation(content, language, titles):
    """The pages in the menu and in the footer of a language, each with its title: those that `nav` of site.yml names, in its
    order, then in the footer the free pages that it does not name. `titles` are the short ones, by slug."""
    given, shown = content.settings.get("nav", {}), shown_pages(content)[language.code]
    named = [slug for part in given.values() for slug in part]
    free = [slug for slug, page in sorted(shown.items()) if page.kind == FREE_KIND and slug not in named]
    return {
        part: [
            {"page": slug, "title": titles.get(slug) or shown[slug].meta["title"].replace(SITE_NAME, content.site_name(language))}
            for slug in [*given.get(part, ()), *(free if part == "footer" else ())]
            if slug in shown
        ]
        for part in ("header", "footer")
    }


def pages_of(content):
    """The slug of each page about the questionnaire that `content` is seen by, by kind."""
    if content.folder == content.questionnaires[0].folder:
        return {kind: LINKED[kind] for kind in OF_A_QUESTIONNAIRE}
    return {page.kind: page.slug for page in content.pages if page.questionnaire == content.folder}


def _written(page, languages, parts):
    """`languages` are those that have the page: the language menu leads to no other."""
    name = parts.content.site_name(parts.language)
    meta = {key: text.replace(SITE_NAME, name) for key, text in page.meta.items()}
    meta |= {"languages": languages, "scripts": SCRIPTS.get(page.kind, [])}
    return _markdown(meta, MARKER.sub(lambda marker: _part(parts, marker[1]), page.body.replace(SITE_NAME, name)))


def _part(parts, name):
    return f"\n{tokens.token(f'part:{name}')}\n" if name in OF_A_COPY else getattr(parts, PARTS[name])()


def _retired(record, parts):
    """The page of a service that is no more, which names the one that came after it."""
    after = next((each for each in parts.content.services if each.id == record.retired.see), None)
    see = after and {"id": after.id, "name": parts.content.name(after.name, parts.language)}
    meta = {"title": parts.content.name(record.name, parts.language), "kind": "service"}
    return _markdown(meta, f"{parts.html('service-retired', title=meta['title'], see=see)}\n")


def _service(record, parts):
    """The page of a published service."""
    service = parts.service(record)
    meta = {
        "title": parts.content.name(record.name, parts.language),
        "kind": "service",
        "leave": _leave_at_once(parts.content) in record.needs,
        "description": service["summary"]["text"],
        "scripts": SCRIPTS["services"] if service["timed"] else [],
    }
    return _markdown(meta, f"{parts.html('service', service=service, timed=service['timed'])}\n")


def _leave_at_once(content):
    """The need for which help stands ready round the clock: whoever has it may have to leave a page at once."""
    return ((content.guidance or {}).get("round_the_clock") or {}).get("need")


def _markdown(meta, body):
    return f"---\n{yaml.dump(meta, Dumper=DUMPER, allow_unicode=True, sort_keys=False)}---\n{body}"


def late_parts(content, language):
    """The parts that differ from copy to copy, by token."""
    parts = Parts(content, language, None)
    return {f"part:{name}": str(getattr(parts, PARTS[name])()) for name in OF_A_COPY}


def _blocks(items):
    """The items as paper shows them: those with the same scale together where the first of them stands, others alone."""
    found = {}
    for item in items:
        key = tuple(option["label"] for option in item["options"]) if item["traits"].on_scale else item["id"]
        found.setdefault(key, []).append(item)
    return list(found.values())


class Parts:
    """The generated parts of one language; each method is a marker's name and gives HTML."""

    def __init__(self, content, language, runtime, cache=None):
        self.content, self.language, self.runtime, self.cache = content, language, runtime, cache
        self.texts = content.texts[language.code]

    def assessment(self):
        return self.html(
            "assessment",
            site_name=self.content.site_name(self.language),
            steps=self.steps(),
            routes_json=self.content.questionnaire.get("routes", ()),
            lang=self.language.code,
            runtime=self.runtime,
            questionnaire={key: self.content.questionnaire[key] for key in ("id", "version")},
            migrations=self.content.questionnaire.get("migrations", ()),
            former=self.texts.get("former", {}),
            domains=[domain["id"] for domain in self.content.questionnaire["domains"]],
            leave_to=self.content.settings["leave_to"],
            form=pages_of(self.content)["form"],
        )

    def form(self):
        """The questions on paper: in a step, those on one scale make a grid."""
        return self.html("form", steps=[{**step, "blocks": _blocks(step["items"])} for step in self.steps()])

    def needs(self):
        """The needs with their names, in the order of the guidance."""
        return [
            {"id": need["id"], "name": self.texts["need"][need["id"]]["name"], "chosen": ""}
            for need in self.content.guidance["needs"]
        ]

    def help_first_links(self):
        return self.html("help-first-links", needs=self.needs())

    def services(self):
        regions, situations = self.content.regions, self.content.option_labels("situation", self.language.code)
        records = [record for record in self.content.services if cards.shown_in(record, self.language)]
        shown = [self.service(record) for record in records]
        codes = {code for record in records for code in record.languages}
        return self.html(
            "services",
            needs=self.needs(),
            situations=[{"id": key, "name": label, "chosen": ""} for key, label in situations.items()],
            municipalities=[
                {**entry, "chosen": tokens.token(f"chosen:{entry['code']}")}
                for entry in self._by_name(
                    {code: self.content.name(entry["name"], self.language) for code, entry in regions["municipalities"].items()}
                )
            ],
            languages=[
                {**entry, "chosen": ""}
                for entry in self._by_name({code: cards.language_name(code, self.language) for code in codes})
            ],
            services=shown,
            index=self.index(shown),
        )

    def _by_name(self, names):
        """Codes with their names, in the order of this language's alphabet."""
        order = alphabet.key(self.language.spoken)
        return [{"code": code, "name": names[code]} for code in sorted(names, key=lambda code: order(names[code]))]

    def index(self, services):
        """What the search knows of the words of these services."""
        plain = [service[key] for service in services for key in ("name", "organisation", "area_name")]
        told = [service[key]["text"] for service in services for key in ("summary", "how")]
        notes = [note["text"] for service in services for channel in service["channels"] for note in channel["notes"]]
        needs = [need["id"] for need in self.content.guidance["needs"]]
        keywords = {need: self.texts["search"][need] for need in needs if need in self.texts["search"]}
        places = {
            code: self.content.name(entry["name"], self.language)
            for code, entry in self.content.regions["municipalities"].items()
        }
        return search_index.make(
            self.language.spoken, [*plain, *told, *notes], keywords, self.texts["search"]["ignored"], places, self.cache
        )

    def result_cards(self):
        """The cards that a result may show, one a line: a page finds a line by its id and parses no other."""
        records = [record for record in self.content.services if cards.shown_in(record, self.language)]
        rendered = [self.html("result-card", service=self.service(record)) for record in records]
        return "".join(f"{' '.join(card.splitlines())}\n" for card in rendered)

    def help_now(self):
        accepted = self.content.settings.get("accept_documented_crisis")
        if accepted:
            accepted = {**accepted, "date": cards.readable_date(accepted["date"], self.language)}
        return self.html("help-now", groups=help_now.groups(self), accepted=accepted)

    def method_scoring(self):
        return self.html("method-scoring", method=method.describe(self.content, self.language))

    def host(self):
        return self._host("host")

    def accessibility_contact(self):
        return self._host("accessibility-contact")

    def accessibility_status(self):
        """The accessibility statement by (EU) 2018/1523, from what the host says; a preview says that it is open."""
        given = self.content.settings.get("host", {})
        statement = given.get("accessibility")
        if statement:
            found = statement.get("shortcomings", ())
            statement = {
                "by": "",
                **statement,
                **{key: cards.readable_date(statement[key], self.language) for key in ("prepared", "reviewed")},
                "shortcomings": [
                    (reason, [{**each, "text": self.content.name(each["text"], self.language)} for each in several])
                    for reason in REASONS
                    if (several := [each for each in found if each["reason"] == reason])
                ],
            }
        return self.html("accessibility-status", statement=statement, host=given.get("name"))

    def _host(self, template):
        """A part about the host; what the host has not settled is None."""
        given = self.content.settings.get("host", {})
        logs = given.get("server_logs", {}).get(self.language.code)
        host = {
            "name": given.get("name"),
            "feedback_email": given.get("feedback_email"),
            "server_logs": logs,
        }
        return self.html(template, host=host)

    def check(self):
        return self.html("check", version=tokens.token("version"), scoring=tokens.token("scoring"))

    def service(self, record):
        """A card and what the directory filters by."""
        card = cards.card(record, self.content, self.language, self.texts, timed=True)
        return {
            **card,
            "timed": any(channel.get("times") for channel in card["channels"]),
            "id": record.id,
            "needs": record.needs,
            "municipalities": cards.municipalities_of(record, self.content),
            "area_name": cards.area_name(record, self.content, self.language, self.texts),
            "language_codes": record.languages,
            "situations": record.situations,
        }

    def steps(self):
        """The steps with their words, as the assessment and the printed form show them."""
        scored = scored_items(self.content.scoring)
        return [
            {
                "id": step["id"],
                **self.texts["step"][step["id"]],
                "sensitive": step.get("sensitive", False),
                "asked_if": step.get("asked_if"),
                "scored": any(item["id"] in scored for item in step["items"]),
                "items": [self.item(item) for item in step["items"]],
            }
            for step in self.content.questionnaire["steps"]
        ]

    def item(self, item):
        """One question with its words and options."""
        words, traits = self.texts["item"][item["id"]], ITEM_TYPES[item["type"]]
        options = self._options(item)
        return {
            "id": item["id"],
            "traits": traits,
            "widget": "select" if traits.widget == "list" and len(options) >= LONG_CHOICE else traits.widget,
            "question": words["question"],
            "help": words.get("help"),
            **{part: words[part] for part in traits.words},
            "asked_if": item.get("asked_if"),
            "options": options,
            "quick": item.get("quick", False),
            "exclusive": item.get("exclusive", ()),
            "long_words": sum(max(map(len, option["label"].split())) for option in options) > ROW_LETTERS,
            "max_length": MAX_TEXT if traits.own_words else None,
            **(self._measured(item) if traits.measured else {"limits": None}),
            "does_not_apply": self._does_not_apply() if traits.does_not_apply else None,
        }

    def _measured(self, item):
        """What a number may be, for the browser and for people, and its unit in words."""
        limits = {"step": 1, **{key: item[key] for key in LIMITS if key in item}}
        said = {key: format_decimal(limits[key], locale=self.language.locale) for key in LIMITS}
        words = self.texts["ui"]["number-range" if limits["step"] == 1 else "number-steps"]
        unit = self.texts["unit"][item["unit"]] if "unit" in item else ""
        return {"limits": limits, "range": words.format(**said), "unit": unit}

    def _options(self, item):
        ids = self.content.option_ids(item)
        if not ITEM_TYPES[item["type"]].labelled:
            labels = {number: number for number in ids}
        elif item.get("options") == MUNICIPALITIES:
            regions = self.content.regions["municipalities"]
            labels = {code: self.content.name(entry["name"], self.language) for code, entry in regions.items()}
        else:
            labels = self.texts["option"].get(item.get("scale") or item["id"], {})
        chosen = item.get("options") == MUNICIPALITIES
        return [
            {"id": option, "label": labels[option], "chosen": tokens.token(f"chosen:{option}") if chosen else ""}
            for option in ids
        ]

    def _does_not_apply(self):
        return {"id": DOES_NOT_APPLY, "label": self.texts["option"][DOES_NOT_APPLY]}

    def html(self, name, **context):
        """A template of this language."""
        return render.html(f"{name}.html.j2", t=self.texts, **context)


# The markers a page may use: the name of the method that renders each.
PARTS = {
    name.replace("_", "-"): name
    for name in (
        "assessment",
        "form",
        "services",
        "help_now",
        "help_first_links",
        "method_scoring",
        "host",
        "accessibility_contact",
        "accessibility_status",
        "check",
    )
}
