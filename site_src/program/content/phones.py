"""Phone numbers: one way to read them, whoever wrote them, one way to show them, one way to dial them.

A number is kept as people in Finland write it, with the writer's own groups: 040 123 4567, 116 117, +46 8 123 456.
"""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo

from site_src.program.messages import msg

REGION = "FI"
CLEAN = re.compile(r"\+?[0-9]+(?: [0-9]+)*")
EXTENSION = re.compile(r"(?i)[\s,;.]*(?:\b(?:ext(?:ension)?|alanumero|alanro|anknytning|ankn)\b[.:= ]*|[x#])([0-9]{1,7})\s*$")
# These are reached from Finland alone, so a link keeps the number as it is dialled there.
DOMESTIC = (PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)
MAX_LENGTH = 60


class NotDialled(ValueError):
    """Nobody can dial the number; the message is what is wrong and what to do."""


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A number as it is kept and shown. Raises `NotDialled`."""
    if EXTENSION.search(text):
        raise NotDialled(
            msg(
                '"{text}" has an extension, which a link can\'t dial. Write the number alone, and the extension in the note.',
                text=_shown(text),
            )
        )
    number = _readable(text)
    if not re.fullmatch(r"\+?[0-9 ]*[0-9]", number):
        raise NotDialled(msg('"{text}" is not a phone number. Write digits and spaces, as in 040 123 4567.', text=_shown(text)))
    if short := _short(number):
        return short
    digits = _without_double_code(number.replace(" ", ""))
    parsed = _parsed(digits)
    if parsed is None:
        raise NotDialled(msg('"{text}" is a number nobody can dial: {why}. Correct it.', text=_shown(text), why=_why(digits)))
    if digits[0] not in "0+":
        # A country code without its plus, or a zero that a spreadsheet has taken.
        if not digits.startswith("358"):
            raise NotDialled(
                msg('"{text}" has lost its first zero. Write "{parsed}".', text=_shown(text), parsed=_formatted(parsed))
            )
        return _formatted(parsed)
    grouped = " " in number and number.replace(" ", "") == digits
    return number if grouped else _formatted(parsed)


def split(text: str) -> tuple[str, str]:
    """A text's number and its extension, which may be empty. Raises `NotDialled`."""
    match = EXTENSION.search(text)
    return normal(text[: match.start()] if match else text), match[1] if match else ""


def href(number: str) -> str:
    """The address that dials a number as `normal` gives it."""
    digits = number.replace(" ", "")
    parsed = None if _short(number) else _parsed(digits)
    if parsed is None or (digits[0] == "0" and phonenumbers.number_type(parsed) in DOMESTIC):
        return f"tel:{digits}"
    return "tel:" + phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def problem(text: str) -> str | None:
    """What is wrong with a number that a person wrote, and the right way to write it."""
    try:
        right = normal(text)
    except NotDialled as error:
        return str(error)
    return (
        None
        if right == text or text == right.replace(" ", "")
        else msg('Write the number "{right}", not "{text}".', right=right, text=_shown(text))
    )


def _readable(text: str) -> str:
    """Digits, a plus and single spaces; what a reader can't see, brackets and hyphens are gone."""
    text = unicodedata.normalize("NFKC", text[: MAX_LENGTH + 1])
    text = "".join(" " if character.isspace() else character for character in text if unicodedata.category(character) != "Cf")
    text = re.sub(r"(?i)^\s*(?:tel:|puh\.?|tel\.?)\s*", "", text)
    # A trunk zero is dialled only where there is no country code.
    text = re.sub(r"^(\s*(?:\+|00)\s*[0-9]{1,3}[\s-]*)\(\s*0\s*\)", r"\1 ", text)
    text = re.sub(r"[()/.\u2010-\u2015\u2212-]", " ", text)
    return re.sub(r"\+ +", "+", " ".join(text.split()))


def _short(number: str) -> str | None:
    """A short number such as 112 and 116 117, or None."""
    digits = number.replace(" ", "")
    if len(digits) > 6 or digits[:1] in ("0", "+"):
        return None
    # The whole range 116 is for services of Europe; the library knows some of them.
    harmonised = len(digits) == 6 and digits.startswith("116")
    if not harmonised and not shortnumberinfo.is_valid_short_number_for_region(
        phonenumbers.PhoneNumber(358, int(digits)), REGION
    ):
        return None
    return f"{digits[:3]} {digits[3:]}" if len(digits) == 6 else digits


def _without_double_code(digits: str) -> str:
    """An international number with one country code and no zero after it: forms that ask for the code get both."""
    digits = re.sub(r"^00", "+", digits)
    once = re.sub(r"^\+358(?:\+358|00358|358)?0?", "+358", digits)
    return once if once == digits or _parsed(once) is not None else digits


def _parsed(digits: str) -> phonenumbers.PhoneNumber | None:
    try:
        found = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return None
    return found if phonenumbers.is_valid_number(found) else None


def _formatted(parsed: phonenumbers.PhoneNumber) -> str:
    domestic = parsed.country_code == 358
    style = PhoneNumberFormat.NATIONAL if domestic else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace("-", " ")


def _why(digits: str) -> str:
    try:
        reason = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(digits, REGION))
    except phonenumbers.NumberParseException:
        return msg("no country has such a number")
    known = phonenumbers.ValidationResult
    return {known.TOO_SHORT: msg("it is too short"), known.TOO_LONG: msg("it is too long")}.get(
        reason, msg("no such number is in use")
    )


def _shown(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]}…"
