"""What one copy shows of its own in pages that are made for all: its name, words, colours, logo, and who publishes it."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import escape

from site_src.program.browser import brand
from site_src.program.content import copies
from site_src.program.content.copies import LOGO
from site_src.program.pages import pages, tokens

FRAME_TEXTS = ("site", "nav", "footer", "notice", "ui")
DARK = "@media (prefers-color-scheme: dark)"
FOLDER = "assets"


@dataclass(frozen=True)
class Own:
    """The assets of a copy: its stylesheet of colours and its logo, as paths in the site, or "" for the county's; and the
    colours by role that a browser paints around the pages."""

    colours: str
    logo: str
    painted: dict


def own_assets(content, out):
    """Writes the assets of a copy into its site *out*."""
    look, chosen = content.project.look, content.settings.get("colours", {})
    painted = {role: brand.colour(look, f"--k-{role}") for role in ("brand", "ground")} | chosen.get("light", {})
    sheet = _sheet(chosen.get("light", {})) + (f"{DARK}{{{_sheet(chosen['dark'])}}}" if chosen.get("dark") else "")
    logo = content.project.overlay / LOGO if content.project.overlay else None
    drawn = logo.read_text(encoding="utf-8").strip() if logo and logo.is_file() else ""
    return Own(_write(out, "css/colours", ".css", sheet), _write(out, "img/logo", ".svg", drawn), painted)


def _sheet(colours):
    return f":root{{{';'.join(f'--k-{role}:{value}' for role, value in colours.items())}}}" if colours else ""


def _write(out, name, ending, text):
    if not text:
        return ""
    path = f"{FOLDER}/{name}.{hashlib.sha256(text.encode()).hexdigest()[:8]}{ending}"
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text(text, encoding="utf-8")
    return path


def values(content, language, own):
    """The value of each token in the pages of a language."""
    look, settings = content.project.look, content.settings
    if own.logo:
        picture = (content.project.overlay / LOGO).read_text(encoding="utf-8").strip()
        icon = "data:image/svg+xml," + quote(picture.replace('"', "'"), safe=" '=:/(),.-")
        mark = f'<img class="brand__mark" src="{icon}" alt="" width="36" height="36">'
    else:
        icon, mark = brand.icon(look, own.painted), (look / "frame/partials/mark.html").read_text(encoding="utf-8").strip()
    chosen = settings.get("default_municipality")
    return {
        "site": str(escape(content.site_name(language))),
        "leave": str(escape(settings["leave_to"])),
        "icon": icon,
        "mark": mark,
        "theme_color": own.painted["brand"],
        "version": copies.version(content.project.program),
        # Known once the Python for the browser is made.
        "scoring": "–",
        "colours": f'\n<link rel="stylesheet" href="{{}}{own.colours}">' if own.colours else "",
        **{f"chosen:{code}": " selected" if code == chosen else "" for code in content.regions["municipalities"]},
        **tokens.text_values(FRAME_TEXTS, content.texts[language.code]),
        **pages.late_parts(content, language),
    }
