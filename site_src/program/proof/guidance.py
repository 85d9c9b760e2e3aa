"""Every need, step, overall text and the joint plan is reached by somebody; everybody gets an overall text and, with a need,
a step for it; and whoever is not safe or has no home sees the services that are open round the clock."""

from scoring.guidance import first_that_holds
from site_src.program.messages import msg
from site_src.program.proof.expressions import expression
from site_src.program.proof.findings import GUIDANCE, cheapest
from site_src.program.proof.reach import answers_of


def prove_needs(found):
    """Every need; which are reachable in which case is kept for the services."""
    population = found.population
    ways = {need.id: [] for need in population.guidance.needs}
    for group in population.groups:
        reached = found.needs_of[id(group)] = {}
        for place, need in enumerate(population.guidance.needs):
            target = population.need_expression(need, group.known)
            way = found.reachable(group, [target], ("needs", place)).get((True,))
            if way is not None:
                reached[need.id] = answers_of(group, way)
                ways[need.id].append(reached[need.id])
    for place, (need, several) in enumerate(ways.items()):
        if not several:
            message = msg(
                "No answers lead to the need {need}. Give it a wish, a band or an answer that somebody can give.", need=need
            )
            found.problem(GUIDANCE, ("needs", place), message)
            continue
        best = cheapest(several)
        found.text(("need", need, "name"), *best)
        if found.agree(f"need {need}", has_need(need), *best):
            _same_elsewhere(found, need, several, ("needs", place))
    found.numbers["needs"] = (sum(map(bool, ways.values())), len(ways))


def _same_elsewhere(found, need, several, here):
    """The engine finds the need in every situation in which the analysis does."""
    for answers, disagree in several:
        result = found.trials.run(answers, found.languages[0], disagree)
        if "failure" not in result and not has_need(need)(result):
            shown = found.counterexamples.write(f"engine-need-{need}", answers, disagree)
            message = msg(
                "These answers should lead to the need {need}, the engine finds none. Look at scoring/guidance.py. {shown}",
                need=need,
                shown=shown,
            )
            found.problem(GUIDANCE, here, message)
            return


def has_need(need):
    """Whether a result has a need."""
    return lambda result: any(one["id"] == need for one in result["needs"])


def prove_patterns(found):
    """Overall texts, steps, joint planning, and what is open round the clock."""
    _patterns(found, "overall", "overall", found.population.guidance.overall)
    _steps(found)
    _joint(found)
    _round_the_clock(found)


def _patterns(found, key, kind, several):
    """The first that holds is taken. `chosen` are ways to those taken, `held` ways on which an earlier one was taken."""
    chosen, held, left_out = {}, {}, []
    for group in found.population.groups:
        targets = [expression(pattern.when, group.known) for pattern in several]
        for values, _, way in found.combinations(group, targets, (key,)):
            answers = answers_of(group, way)
            places = [place for place, holds in enumerate(values) if holds]
            _same_choice(found, key, several, places, *answers)
            if not places:
                left_out.append(answers)
                continue
            chosen.setdefault(places[0], []).append(answers)
            for place in places[1:]:
                held.setdefault(place, []).append((answers, places[0]))
    if left_out:
        shown = found.counterexamples.write(f"{kind}-none", *cheapest(left_out))
        message = msg(
            "Some residents get none of {key}. Let the last one always hold (when: {{}}). {shown}", key=key, shown=shown
        )
        found.problem(GUIDANCE, (key,), message)
    for place, pattern in enumerate(several):
        if place in chosen:
            _chosen(found, kind, pattern.id, cheapest(_told(found, several, pattern, chosen[place])))
        elif place in held:
            (answers, disagree), first = held[place][0]
            shown = found.counterexamples.write(f"{kind}-{pattern.id}", answers, disagree)
            message = msg(
                "Nobody gets the {kind} {pattern}: who meets its condition is taken by an earlier one, such as "
                "{several}. Move it up or change it. {shown}",
                kind=kind,
                pattern=pattern.id,
                several=several[first].id,
                shown=shown,
            )
            found.problem(GUIDANCE, (key, place), message)
        else:
            message = msg(
                "No answers meet the condition of the {kind} {pattern}. Change it or remove it.", kind=kind, pattern=pattern.id
            )
            found.problem(GUIDANCE, (key, place), message)
    found.numbers[key] = (len(chosen), len(several))


def _told(found, several, pattern, ways):
    """The ways to a pattern on which something is answered: whoever has answered nothing is told just that."""
    if told := [way for way in ways if way[0]]:
        return told
    single = ({item.id: option} for item in found.content.items.values() for option in item.options)
    taken = (answers for answers in single if first_that_holds(several, found.trials.facts(answers)) is pattern)
    return next(([(answers, ())] for answers in taken), ways)


def _same_choice(found, key, several, places, answers, disagree):
    """The engine takes the same one, for every number of bands and set of needs that the conditions tell apart."""
    found.numbers["choices"] += 1
    taken = first_that_holds(several, found.trials.facts(answers, disagree))
    expected = several[places[0]] if places else None
    if taken is not expected and not any("does not choose" in problem.message for problem in found.problems):
        shown = found.counterexamples.write(f"engine-{key}", answers, disagree)
        message = msg(
            "By its conditions {expected} should be taken of {key}, the engine does not choose it ({taken}). "
            "Look at scoring/guidance.py. {shown}",
            expected=expected and expected.id,
            key=key,
            taken=taken and taken.id,
            shown=shown,
        )
        found.problem(GUIDANCE, (key,), message)


def _chosen(found, kind, name, way):
    found.text((kind, name), *way)
    found.agree(f"{kind} {name}", _shows(found, kind, name), *way)


def _shows(found, kind, name):
    def expected(result):
        words = found.content.texts[result["language"]][kind][name]
        # What the text names differs from person to person.
        return result["report"]["lead"].startswith(words.partition("{")[0])

    return expected


def _steps(found):
    """Of each need's steps the first that holds is taken; each is taken by somebody who has the need."""
    population, reached, several = found.population, 0, 0
    for place, need in enumerate(population.guidance.needs):
        ways = {}
        for group in population.groups:
            if need.id not in found.needs_of[id(group)]:
                continue
            steps = [expression(step.when, group.known) for step in need.steps]
            if all(isinstance(step, bool) for step in steps):
                ways.setdefault(steps.index(True), []).append(found.needs_of[id(group)][need.id])
                continue
            target = population.need_expression(need, group.known)
            for values, way in found.reachable(group, [target, *steps], ("needs", place, "steps")).items():
                if values[0]:
                    ways.setdefault(values[1:].index(True), []).append(answers_of(group, way))
        several += len(need.steps)
        for number, step in enumerate(need.steps):
            here = ("needs", place, "steps", number)
            if number not in ways:
                found.problem(
                    GUIDANCE,
                    here,
                    msg("Nobody with the need {need} gets the step {step}. Change or remove it.", need=need.id, step=step.id),
                )
                continue
            reached += 1
            best = cheapest(ways[number])
            found.text(("need", need.id, "steps", step.id), *best)
            found.agree(f"step {need.id} {step.id}", _has_step(found, need.id, step.id), *best)
    found.numbers["steps_of"] = (reached, several)


def _has_step(found, need, step):
    def expected(result):
        words = found.content.texts[result["language"]]["need"][need]["steps"][step]
        steps = result["report"]["steps"]
        shown = [*steps["first"], *(steps["more"] or {"items": ()})["items"]]
        return any(one["need"] == need and one["text"] == words for one in shown)

    return expected


def _round_the_clock(found):
    """In every municipality and language, in every case that can meet the condition, and in no other."""
    always = found.population.guidance.round_the_clock
    if not always:
        return
    asks = found.content.roles.get("municipality")
    places = [(code,) for code in found.content.municipalities] if asks else [()]
    for group in found.population.groups:
        ways = found.reachable(group, [expression(always.when, group.known)], ("round_the_clock",))
        for (holds,), way in ways.items():
            answers, disagree = answers_of(group, way)
            for place in places if holds else places[:1]:
                language = found.languages[found.numbers["always"] % len(found.languages)]
                found.numbers["always"] += 1
                told = {**answers, asks: place} if place else answers
                result = found.watch("round the clock", told, language, disagree)
                if result is not None and _is_shown(result, always) != holds:
                    shown = found.counterexamples.write("round-the-clock", told, disagree)
                    wrong = msg("do not show") if holds else "show"
                    message = msg(
                        "These answers {wrong} what is open round the clock in {language}. Look at scoring/. {shown}",
                        wrong=wrong,
                        language=language,
                        shown=shown,
                    )
                    found.problem(GUIDANCE, ("round_the_clock",), message)
                    return


def _is_shown(result, always):
    """Above the list and, in some words, among the first steps."""
    report = result["report"]
    above = report["round_the_clock"] is not None and report["round_the_clock"]["services"] == list(always.services)
    return above and any(step["need"] == always.need for step in report["steps"]["first"])


def _joint(found):
    ways = {}
    for group in found.population.groups:
        target = expression(found.population.guidance.joint.when, group.known)
        for (holds,), way in found.reachable(group, [target], ("joint",)).items():
            ways.setdefault(holds, []).append(answers_of(group, way))
    for wanted, told in ((True, "Nobody is told of joint planning"), (False, "Everybody is told of joint planning")):
        if wanted not in ways:
            found.problem(GUIDANCE, ("joint",), msg("{told}. Change its condition.", told=told))
            continue
        what = msg("joint planning") if wanted else msg("no joint planning")
        found.agree(what, lambda result, wanted=wanted: _tells_joint(result) == wanted, *cheapest(ways[wanted]))
    if True in ways:
        answers, disagree = cheapest(ways[True])
        # The words name the person's own employment area, so each municipality is tried.
        asks = found.content.roles.get("municipality")
        for code in found.content.municipalities if asks else ():
            for language in found.languages:
                found.watch(f"joint planning in {code}", {**answers, asks: (code,)}, language, disagree)
    found.numbers["joint"] = (len(ways), 2)


def _tells_joint(result):
    return result["report"]["joint"] is not None
