"""The service cards of a result: one file a language, which the assessment reads before it locks its network."""

import hashlib
from dataclasses import dataclass

from site_src.program.browser import runtime
from site_src.program.pages import pages

# Bytes over the wire up to which a page reads the other languages' cards too, so that a person can change the language
# when the network is locked. A larger directory costs nobody languages they do not read: the change is then a new page.
OTHERS_AT_MOST = 250_000


@dataclass(frozen=True)
class Fragment:
    """The cards of one language: where they lie, relative to the site, and about what they cost to download."""

    path: str
    wire: int


def write(content, language, out):
    """Write the cards of a language into the site *out*, beside the runtime, without which nobody sees them."""
    data = pages.Parts(content, language, None).result_cards().encode()
    # Not .html: hosts that make addresses pretty send such a file elsewhere, and it is no page.
    path = runtime.FOLDER / f"cards.{language.code}.{hashlib.sha256(data).hexdigest()[:12]}.txt"
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_bytes(data)
    return Fragment(path.as_posix(), runtime.wire_size(data, quality=5))


def read_by(language, fragments):
    """The addresses of the cards that a page in *language*, two folders below the site's root, reads; by language."""
    others = sum(fragment.wire for code, fragment in fragments.items() if code != language)
    read = fragments if others <= OTHERS_AT_MOST else {language: fragments[language]}
    return {code: f"../../{fragment.path}" for code, fragment in read.items()}
