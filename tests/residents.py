"""Made-up residents: answer sets drawn from the questionnaire itself, the same for the same seed."""

import random

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
