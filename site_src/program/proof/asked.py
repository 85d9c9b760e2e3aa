"""Every route, step, item and option is reached by somebody; each option says something or does no harm."""

from scoring.model import DOES_NOT_APPLY
from site_src.program.messages import msg
from site_src.program.proof.exact import options_of
from site_src.program.proof.expressions import expression, leaf_holds, leaves
from site_src.program.proof.findings import QUESTIONNAIRE
from site_src.program.proof.reach import answers_of


def prove(found):
    """What somebody is asked; what nobody is, is a problem."""
    content = found.content
    routes, steps, items = _reached(found.population)
    for place, route in enumerate(content.routes):
        if route.id in routes:
            found.agree(f"route {route.id}", lambda result, route=route: result["route"] == route.id, routes[route.id])
        else:
            found.problem(
                QUESTIONNAIRE,
                ("routes", place),
                msg("No answers lead to the route {route}. Change or remove it.", route=route.id),
            )
    for step_place, step in enumerate(content.steps):
        here = ("steps", step_place)
        if step.id not in steps:
            found.problem(QUESTIONNAIRE, here, msg("Nobody is asked the step {step}. Change its asked_if.", step=step.id))
            continue
        for part in ("title", "intro"):
            found.text(("step", step.id, part), steps[step.id])
        for place, item in enumerate(step.items):
            if item.id in items:
                _texts(found, item, items[item.id])
            else:
                message = msg("Nobody is asked {item}. Change its asked_if, or that of its step.", item=item.id)
                found.problem(QUESTIONNAIRE, (*here, "items", place), message)
    found.numbers.update(
        routes=(len(routes), len(content.routes)),
        steps=(len(steps), len(content.steps)),
        items=(len(items), len(content.items)),
    )
    _options(found, items)
    _sweep(found)


def _reached(population):
    routes, steps, items = {}, {}, {}
    for group in population.groups:
        if group.route:
            routes.setdefault(group.route, group.answers)
        for item in population.case_items:
            steps.setdefault(population.steps[item].id, group.answers)
            items.setdefault(item, group.answers)
        for cluster in population.clusters:
            for item, way in cluster.reached(population.steps, group.known).visible.items():
                answers, _ = answers_of(group, [way])
                items.setdefault(item, answers)
                steps.setdefault(population.steps[item].id, answers)
    return routes, steps, items


def _texts(found, item, answers):
    parts = {"question", *item.traits.words}
    for language in found.languages:
        parts |= set(found.content.texts[language].get("item", {}).get(item.id, {}))
    for part in parts:
        found.text(("item", item.id, part), answers)
    if item.traits.labelled and item.id != found.content.roles.get("municipality"):
        for option in item.options:
            found.text(("option", item.scale or item.id, option), {**answers, item.id: (option,)})
    if item.traits.does_not_apply:
        found.text(("option", DOES_NOT_APPLY), {**answers, item.id: (DOES_NOT_APPLY,)})


def _options(found, items):
    """Counts the options of what is asked, and those that nothing reads: they change no score, need or text."""
    population, content = found.population, found.content
    scored = {scored.id for rule in content.rules for scored in rule.items}
    fields = {"situation": "situations", "age": "ages", "municipality": "municipalities"}
    limits = {content.roles.get(role): field for role, field in fields.items()}
    conditions = [*population.conditions(), *(route.when for route in content.routes)]
    conditions += [part.asked_if for step in content.steps for part in (step, *step.items)]
    read = population.read.union(*(leaves(expression(condition, {})) for condition in conditions))
    harmless = [
        f"{item.id} {option}"
        for item in content.items.values()
        if item.id in items and item.id not in scored
        for option in item.options
        if not any(leaf[1] == item.id and leaf_holds(leaf, (option,)) for leaf in read)
        and not any(option in getattr(service, limits[item.id]) for service in content.services if item.id in limits)
    ]
    found.numbers.update(
        options=(
            sum(len(content.items[item].options) for item in items),
            sum(len(item.options) for item in content.items.values()),
        ),
        harmless=harmless,
    )


def _sweep(found):
    """Gives every option of every item to the engine at least once on each route, in one language after another."""
    content = found.content
    longest = max(len(item.options) for item in content.items.values()) + 1
    for place_of_route, group in enumerate({group.route: group for group in found.population.groups}.values()):
        for place in range(longest):
            answers = dict(group.answers)
            for item in content.items.values():
                known = options_of(item)
                options = (*known, DOES_NOT_APPLY) if known else ("…",)
                answers.setdefault(item.id, (options[place % len(options)],))
            language = found.languages[(place + place_of_route) % len(found.languages)]
            found.watch(f"option {place} of every item", answers, language)
