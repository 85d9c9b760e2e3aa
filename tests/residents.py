"""Made-up residents: answer sets drawn from the questionnaire itself, the same for the same seed."""

import random

from scoring.conditions import names
from scoring.model import DOES_NOT_APPLY


def answers(content, seed):
    """One resident's answers: each item skipped, not applying or answered at random, hidden items included."""
    draw = random.Random(seed)
    skip = draw.choice([0, 0.05, 0.3, 0.8])
    lean = draw.choice([None, "low", "high"])
    given = {}
    for item in content.items.values():
        if draw.random() < skip:
            continue
        given[item.id] = _answer(item, draw, lean)
    return given


def _answer(item, draw, lean):
    if item.traits.own_words:
        return draw.choice(["Koirani ja ystävät", "Språk: åäö – 日本語", "مرحبا", '"quotes" & <b>tags</b>\nsecond line'])
    if item.traits.does_not_apply and draw.random() < 0.05:
        return DOES_NOT_APPLY
    if item.traits.several:
        together = [option for option in item.options if option not in item.exclusive]
        alone = item.exclusive and draw.random() < 0.1
        return [draw.choice(item.exclusive)] if alone else draw.sample(together, draw.randint(0, min(4, len(together))))
    if item.traits.on_scale and lean:
        half = item.options[:3] if lean == "low" else item.options[2:]
        return draw.choice(half)
    return draw.choice(item.options)


def person(content, number):
    """One resident whose answers hang together, as (request of the assessment page, what the tests need to know).

    Each area of life has a level of its own, around one for the whole person; municipalities and languages take turns.
    """
    draw = random.Random(number)
    whole, roles = draw.random(), content.roles
    told, levels = {}, {}
    of = {scored.id: (rule.domain, scored.reverse) for rule in content.rules for scored in rule.items}
    for item in content.items.values():
        if item.id in of:
            domain, reverse = of[item.id]
            level = levels.setdefault(domain, min(1, max(0, draw.gauss(whole, 0.3))))
            if draw.random() < 0.05:
                continue
            place = min(1, max(0, draw.gauss(level, 0.15)))
            options = item.options[::-1] if reverse else item.options
            told[item.id] = options[round(place * (len(options) - 1))]
        elif not item.traits.own_words and draw.random() < 0.8:
            told[item.id] = _answer(item, draw, "low" if draw.random() < 0.2 else None)
    situations = content.items[roles["situation"]].options
    told[roles["situation"]] = draw.sample(situations, draw.choice((1, 1, 1, 2)))
    # Nine of ten tell where they live and what they wish for; the wish itself is drawn above.
    places = tuple(content.municipalities)
    if draw.random() < 0.9:
        told[roles["municipality"]] = places[number % len(places)]
    if draw.random() < 0.9:
        told.setdefault(roles["wish"], draw.choice(content.items[roles["wish"]].options))
    # Most are safe and have a home.
    for item in names(content.guidance.round_the_clock.when):
        options = content.items[item].options
        told[item] = draw.choice(options) if draw.random() < 0.15 else options[0]
    language = content.languages[number // len(places) % len(content.languages)]
    return {"answers": told, "language": language}
