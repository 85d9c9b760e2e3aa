"""Checks of the questionnaire, its scoring and its guidance: what is referred to exists, and what exists is reached."""

from itertools import product

from scoring.conditions import holds, names
from scoring.item_types import ITEM_TYPES
from scoring.model import BAND_KINDS, MUNICIPALITIES, NEED_KINDS, ROLES, Route, roles_from
from site_src.program.content.actions import channels_of
from site_src.program.content.hours import ALWAYS
from site_src.program.content.problems import among
from site_src.program.messages import form, msg
from site_src.program.pages import cards

# A person may be in several life situations at once; everything else with a role is one answer.
SEVERAL_MAY_HOLD = "situation"


def problems(content):
    """Every problem in the questionnaire, in what its domains are, and in its guidance, where it has one."""
    facts = Facts(content)
    yield from _items(content, facts)
    yield from _routes(content, facts)
    yield from _migrations(content, facts)
    if content.guidance:
        yield from _roles(content, facts)
        yield from _band_kinds(content)
        yield from _domains(content, facts)
        yield from _guidance(content, facts)


class Facts:
    """The facts conditions may read, and the values each can have."""

    def __init__(self, content):
        questionnaire = content.questionnaire
        self.items = {}
        for step in questionnaire["steps"]:
            for item in step["items"]:
                self.items[item["id"]] = item
        self.values = {"route": tuple(route["id"] for route in questionnaire.get("routes", ()))}
        for item_id, item in self.items.items():
            self.values[item_id] = content.option_ids(item)
        bands = bands_of(content.scoring)
        self.late = {f"band.{domain}": tuple(band["id"] for band in bands[domain]) for domain in bands}
        self.late = {name: ids for name, ids in self.late.items() if ids}
        needs = content.guidance["needs"] if content.guidance else ()
        self.late["need"] = tuple(need["id"] for need in needs)
        self.late["sector"] = tuple(dict.fromkeys(need["sector"] for need in needs))
        band_ids = {band["id"] for several in bands.values() for band in several}
        self.counts = {f"count.{name}" for name in (*band_ids, "shown", "worst", "need", "sector")}
        self.roles = roles_from(questionnaire)

    def traits(self, item_id):
        """How the items of an item's type behave."""
        return ITEM_TYPES[self.items[item_id]["type"]]

    def options(self, role):
        """The options of the item with a role; none when no item has it."""
        return self.values.get(self.roles.get(role), ())


def bands_of(scoring):
    """The bands of each domain of `scoring.yml`, lowest first; none where it has none or names some that are not there."""
    default, sets = scoring.get("defaults", {}).get("bands"), scoring.get("bands", {})

    def of(rule):
        named = [*(entry["bands"] for entry in rule.get("bands_if", ())), rule.get("bands", default)]
        return tuple(band for name in dict.fromkeys(named) for band in sets.get(name, ()))

    return {domain: of(rule) for domain, rule in scoring["domains"].items()}


def _items(content, facts):
    document = content.document("questionnaire")
    seen, known = {}, {"route"}
    for step_place, step in enumerate(document.data["steps"]):
        path = ("steps", step_place)
        yield from condition_problems(document, (*path, "asked_if"), step.get("asked_if", {}), facts, known)
        for place, item in enumerate(step["items"]):
            here = (*path, "items", place)
            if item["id"] in seen:
                yield document.problem((*here, "id"), msg("The item {item} stands twice. Give one another id.", item=item["id"]))
            seen[item["id"]] = here
            if ITEM_TYPES[item["type"]].on_scale and item["scale"] not in document.data.get("scales", {}):
                yield document.problem(
                    (*here, "scale"),
                    among(
                        msg("There is no scale {scale}.", scale=item["scale"]),
                        item["scale"],
                        document.data.get("scales", {}),
                        msg("Define it under scales."),
                    ),
                )
            if content.guidance and not item.get("icf"):
                yield document.problem(here, msg("The item {item} has no ICF code. Add icf: [code].", item=item["id"]))
            for index, option in enumerate(item.get("exclusive", ())):
                if option not in facts.values[item["id"]] or not ITEM_TYPES[item["type"]].several:
                    message = msg(
                        "{option} can stand beside no other here. Name an option of an item that takes several.", option=option
                    )
                    yield document.problem((*here, "exclusive", index), message)
            yield from condition_problems(document, (*here, "asked_if"), item.get("asked_if", {}), facts, known)
            known.add(item["id"])


def condition_problems(document, path, condition, facts, known=None):
    """Problems of one condition; `known` limits it to what is answered before, for what decides what is asked."""
    for name, value in leaves(condition):
        values = facts.values.get(name, facts.late.get(name) if known is None else None)
        number = name in facts.items and facts.traits(name).measured
        if name in facts.counts and known is None:
            if isinstance(value, list):
                yield document.problem(path, msg("{name} is a number. Use at_least or at_most.", name=name))
        elif values is None:
            yield document.problem(
                path,
                among(
                    msg("There is no fact {name} here.", name=name),
                    name,
                    [*facts.values, *(() if known else (*facts.late, *facts.counts))],
                    msg("Use an item's id or route.")
                    if known
                    else msg("Use an item's id, route, band.…, need, sector or count.…"),
                ),
            )
        elif known is not None and name not in known:
            yield document.problem(
                path, msg("{name} is asked later than this condition reads it. Move the item earlier.", name=name)
            )
        elif isinstance(value, dict):
            if not number and not any(holds({name: value}, {name: (option,)}) for option in values):
                message = msg("No answer to {name} is a number in this range. Name its options, or correct the range.", name=name)
                yield document.problem(path, message)
            elif number and not _overlaps(facts.items[name], value):
                message = msg(
                    "{name} goes from {lowest} to {highest}. Correct the range.",
                    name=name,
                    lowest=facts.items[name]["from"],
                    highest=facts.items[name]["to"],
                )
                yield document.problem(path, message)
        elif number:
            if value != ["*"]:
                yield document.problem(path, msg('{name} is a number. Use at_least or at_most, or ["*"] for any.', name=name))
        else:
            for option in value:
                if option != "*" and option not in values:
                    yield document.problem(
                        path,
                        among(msg("{name} has no option {option}.", name=name, option=option), option, values),
                    )


def _overlaps(item, limits):
    low, high = limits.get("at_least", item["from"]), limits.get("at_most", item["to"])
    return max(low, item["from"]) <= min(high, item["to"])


def leaves(condition):
    """Every fact that a condition reads, with what it asks of it."""
    for key, value in condition.items():
        if key in ("all", "any"):
            for part in value:
                yield from leaves(part)
        elif key == "not":
            yield from leaves(value)
        else:
            yield key, value


def _roles(content, facts):
    """Problems of what the program itself has to know of the items."""
    document = content.document("questionnaire")
    given = document.data.get("roles", {})
    for role in ROLES:
        if role not in given:
            yield document.problem(
                ("roles",), msg("The role {role} is missing. Name its item, or null where none asks it.", role=role)
            )
            continue
        item = facts.items.get(given[role])
        if given[role] is None:
            continue
        if item is None:
            message = among(
                msg("There is no item {given}, so none has the role {role}.", given=given[role], role=role),
                given[role],
                facts.items,
                msg("Use an item's id or null."),
            )
            yield document.problem(("roles", role), message)
            continue
        traits, places = facts.traits(item["id"]), item.get("options") == MUNICIPALITIES
        if (traits.several and role != SEVERAL_MAY_HOLD) or not traits.labelled:
            message = msg(
                "The item {item} is of type {type}, and the role {role} needs one of several options. Name another item.",
                item=item["id"],
                type=item["type"],
                role=role,
            )
            yield document.problem(("roles", role), message)
        elif places != (role == "municipality"):
            template = (
                form("The item with the role {role} must have the municipalities as its options. Name another item.")
                if role == "municipality"
                else form("The item with the role {role} can't have the municipalities as its options. Name another item.")
            )
            message = template(role=role)
            yield document.problem(("roles", role), message)
    for step_place, step in enumerate(document.data["steps"]):
        for place, item in enumerate(step["items"]):
            if item.get("options") == MUNICIPALITIES and facts.roles.get("municipality") != item["id"]:
                message = msg(
                    "{item} asks for a municipality without being the item for it. Give it that role under roles.",
                    item=item["id"],
                )
                yield document.problem(("steps", step_place, "items", place), message)


def _routes(content, facts):
    document = content.document("questionnaire")
    routes = [Route(route["id"], route["when"]) for route in document.data.get("routes", ())]
    if not routes:
        return
    # Only what the first step asks can be known when the route is settled.
    first_step = [item["id"] for item in document.data["steps"][0]["items"]]
    read = tuple(dict.fromkeys(name for route in routes for name in names(route.when)))
    for place, route in enumerate(routes):
        for name in names(route.when):
            if name not in first_step:
                message = msg(
                    "The route {route} reads {name}, which the first step does not ask. Let it read what that asks.",
                    route=route.id,
                    name=name,
                )
                yield document.problem(("routes", place), message)
    reached = set()
    for given in product(*((None, *facts.values.get(name, ())) for name in read)):
        told = {name: (option,) for name, option in zip(read, given, strict=True) if option is not None}
        first = next((route.id for route in routes if holds(route.when, told)), None)
        reached.add(first)
        if first is None:
            where = ", ".join(f"{name} {option or '(skipped)'}" for name, option in zip(read, given, strict=True))
            yield document.problem(
                ("routes",), msg("For {where} no route holds. End with one that always does: when: {{}}.", where=where)
            )
    for place, route in enumerate(routes):
        if route.id not in reached:
            yield document.problem(
                ("routes", place), msg("No answer leads to the route {route}. Change or remove it.", route=route.id)
            )
    # A step or item whose only routes nobody reaches is never asked.
    for step_place, step in enumerate(document.data["steps"]):
        for path, condition in [
            (("steps", step_place), step.get("asked_if", {})),
            *((("steps", step_place, "items", place), item.get("asked_if", {})) for place, item in enumerate(step["items"])),
        ]:
            allowed = condition.get("route")
            if isinstance(allowed, list) and not reached & set(allowed):
                yield document.problem(path, msg("No route leads here, so this is never asked. Change its asked_if."))


def _migrations(content, facts):
    """What earlier versions asked otherwise must lead to what is asked today."""
    document = content.document("questionnaire")
    for place, migration in enumerate(content.questionnaire.get("migrations", ())):
        here = ("migrations", place)
        for number, renamed in enumerate(migration.get("renamed", ())):
            for index, item in enumerate(renamed["items"]):
                path = (*here, "renamed", number, "items", index)
                if item not in facts.items:
                    yield document.problem(
                        path,
                        among(
                            msg("There is no item {item}.", item=item),
                            item,
                            facts.items,
                            msg("Use an id that is asked, or name it as dropped."),
                        ),
                    )
                elif lost := [option for option in renamed["options"].values() if option not in facts.values[item]]:
                    yield document.problem(
                        path,
                        among(msg("{item} has no option {lost}.", item=item, lost=lost[0]), lost[0], facts.values[item]),
                    )
        for index, item in enumerate(migration.get("dropped", ())):
            if item in facts.items:
                yield document.problem(
                    (*here, "dropped", index), msg("The item {item} is still asked. Leave it out here.", item=item)
                )


def _domains(content, facts):
    document, data = content.document("scoring"), content.scoring
    declared = {domain["id"] for domain in content.questionnaire.get("domains", ())}
    for domain in sorted(declared - set(data["domains"])):
        yield document.problem(("domains",), msg("The domain {domain} has no scoring. Add it.", domain=domain))
    used = set()
    for domain, rule in data["domains"].items():
        if domain not in declared:
            yield document.problem(
                ("domains", domain), msg("The domain {domain} is not in questionnaire.yml. Add it there.", domain=domain)
            )
        used |= {entry if isinstance(entry, str) else entry["id"] for entry in rule["items"]}
    for item_id in facts.items:
        if facts.traits(item_id).ordered and item_id not in used and not _is_sensitive(content, item_id):
            yield document.problem(("domains",), msg("The item {item_id} is in no domain. Add it to one.", item_id=item_id))


def _is_sensitive(content, item_id):
    return any(
        step.get("sensitive") and any(item["id"] == item_id for item in step["items"]) for step in content.questionnaire["steps"]
    )


def _band_kinds(content):
    """Every band says what it means to a reader, and one id means one thing."""
    document, kinds = content.document("scoring"), {}
    for name, bands in content.scoring.get("bands", {}).items():
        for place, band in enumerate(bands):
            here = ("bands", name, place)
            if "kind" not in band:
                message = msg(
                    "The band {band} does not say what it means. Give it a kind: {band_kinds}.",
                    band=band["id"],
                    band_kinds=", ".join(BAND_KINDS),
                )
                yield document.problem(here, message)
            elif kinds.setdefault(band["id"], band["kind"]) != band["kind"]:
                message = msg(
                    "The band {band} means {kinds} elsewhere. Give one of them another id.",
                    band=band["id"],
                    kinds=kinds[band["id"]],
                )
                yield document.problem((*here, "kind"), message)


def _guidance(content, facts):
    document, data = content.document("guidance"), content.guidance
    wishes, wish_item = facts.options("wish"), facts.roles.get("wish")
    taken = {}
    for place, need in enumerate(data["needs"]):
        here = ("needs", place)
        if need.get("wish"):
            if need["wish"] not in wishes:
                message = among(
                    msg("{wish_item} has no option {wish}.", wish_item=wish_item, wish=need["wish"]), need["wish"], wishes
                )
                if not wish_item:
                    message = msg("No item has the role wish. Give one that role in questionnaire.yml, or remove this wish.")
                yield document.problem((*here, "wish"), message)
            taken[need["wish"]] = need["id"]
        for kind in NEED_KINDS:
            for domain in need.get(kind, ()):
                if domain not in content.scoring["domains"]:
                    yield document.problem(
                        (*here, kind),
                        among(msg("There is no domain {domain}.", domain=domain), domain, content.scoring["domains"]),
                    )
        yield from condition_problems(document, (*here, "answer"), need.get("answer", {}), facts)
        if any(name in ("need", "sector") for name in names(need.get("answer", {}))):
            yield document.problem((*here, "answer"), msg("A need cannot depend on needs. Use answers and bands."))
    ids = [need["id"] for need in data["needs"]]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield document.problem(("needs",), msg("The need {name} stands twice. Keep one.", name=name))
    no_need = data.get("no_need", ())
    for wish in wishes:
        if wish not in taken and wish not in no_need:
            message = msg("The wish {wish} leads to no need. Give a need `wish: {wish}`, or name it under no_need.", wish=wish)
            yield document.problem(("needs",), message)
    for place, wish in enumerate(no_need):
        if wish not in wishes or wish in taken:
            message = (
                msg("{wish} leads to the need {need}. Remove it here.", wish=wish, need=taken[wish])
                if wish in taken
                else msg("{wish} is no option of {item}. Remove it here.", wish=wish, item=wish_item)
            )
            yield document.problem(("no_need", place), message)
    yield from condition_problems(document, ("joint", "when"), data["joint"]["when"], facts)
    if "otherwise" in data:
        yield from condition_problems(document, ("otherwise", "when"), data["otherwise"]["when"], facts)
    for key in ("joint", "otherwise"):
        if key in data and data[key]["need"] not in ids:
            message = among(msg("There is no need {need}.", need=data[key]["need"]), data[key]["need"], ids)
            yield document.problem((key, "need"), message)
    yield from _round_the_clock(content, document, data, facts, ids)
    yield from _first_that_holds(document, ("overall",), data["overall"], facts)
    for place, need in enumerate(data["needs"]):
        yield from _first_that_holds(document, ("needs", place, "steps"), need["steps"], facts)
        yield from _leads_to(content, document, ("needs", place, "steps"), need)
    places = data["services"]
    if places["wish"] > places["first"]:
        yield document.problem(
            ("services", "wish"), msg("There are {first} first places. Let wish be at most that.", first=places["first"])
        )
    if data["services"]["most"] < len(ids):
        yield document.problem(
            ("services",),
            msg("There are {count} needs, so some could lose their service. Let most be at least {count}.", count=len(ids)),
        )
    weights = data["weights"]
    if weights["wish"] <= weights["answer"] + sum(weights[kind] for kind in NEED_KINDS):
        yield document.problem(("weights",), msg("A wish must weigh more than everything else together. Raise wish."))


def _first_that_holds(document, here, entries, facts):
    """Of such a list the first entry that holds is taken, so the last must always hold, and no other may."""
    for place, entry in enumerate(entries):
        yield from condition_problems(document, (*here, place, "when"), entry.get("when", {}), facts)
    if entries[-1].get("when"):
        message = msg("The last one must always hold, so that nobody is left out. Remove its when.")
        yield document.problem((*here, len(entries) - 1), message)
    for place, entry in enumerate(entries[:-1]):
        if not entry.get("when"):
            yield document.problem((*here, place), msg("This always holds, so nothing below it is reached. Move it last."))


def _leads_to(content, document, here, need):
    """A step can lead only to a service that its need's results show."""
    records = {record.id: record for record in content.services}
    for place, step in enumerate(need["steps"]):
        for number, name in enumerate(step.get("leads_to", ())):
            record = records.get(name)
            if record is None:
                message = among(
                    msg("There is no service {name}.", name=name), name, records, msg("Use the id of a record of the directory.")
                )
            elif need["id"] not in record.needs or not record.suggested:
                message = msg(
                    "{name} is never shown for the need {need}. Name another, or add the need to the record.",
                    name=name,
                    need=need["id"],
                )
            else:
                continue
            yield document.problem((*here, place, "leads_to", number), message)


def _round_the_clock(content, document, data, facts, ids):
    """Whoever it is for must be able to call, wherever they live, whatever they read, at any hour."""
    always = data.get("round_the_clock")
    if always is None:
        return
    here = ("round_the_clock",)
    yield from condition_problems(document, (*here, "when"), always["when"], facts)
    if always["need"] not in ids:
        yield document.problem((*here, "need"), among(msg("There is no need {need}.", need=always["need"]), always["need"], ids))
    records = {record.id: record for record in content.services}
    for place, name in enumerate(always["services"]):
        record = records.get(name)
        if record is None:
            message = among(
                msg("There is no service {name}.", name=name), name, records, msg("Use the id of a record of the directory.")
            )
        else:
            lacks = _lacks_round_the_clock(record, content)
            message = msg("{name} {lacks}. Mend the record, or name another here.", name=name, lacks=lacks) if lacks else None
        if message:
            yield document.problem((*here, "services", place), message)


def _lacks_round_the_clock(record, content):
    """What a record lacks to be there for everybody at any hour, in words; None where nothing."""
    if record.state == "unconfirmed":
        return msg("is not published")
    if not record.area.everywhere:
        return msg("does not serve the whole county")
    if record.situations or record.ages or record.only_if or record.not_for:
        return msg("is not for everybody")
    if not any(channel.type == "phone" and channel.hours == ALWAYS for channel in channels_of(record)):
        return msg("has no telephone that is always open")
    # What is not translated is told with all other texts, and stops the publication of its language.
    unread = [each.code for each in content.languages if each.code == content.source and cards.missing_in(record, each)]
    return msg("cannot be read in {unread}", unread=", ".join(unread)) if unread else None
