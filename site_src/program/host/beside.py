"""What lies beside the pages of a site: for who watches the host, who finds a weakness, and search engines."""

import json
import shutil
from urllib.parse import urlsplit

from site_src.program.browser.files import source_bytes

HEALTH = "health.json"
LICENCE = "LICENSE.txt"
ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
# The page for an address that leads nowhere, where no language's is nearer.
LOST = "404.html"


def write(site, content, chosen, version, scoring, production):
    """Writes it into the site, whose pages in the languages *chosen* are there. `scoring` is the hash of the scoring."""
    shutil.copyfile(site / chosen[0].code / LOST, site / LOST)
    (site / LICENCE).write_bytes(source_bytes(content.project.program / "LICENSE"))
    health = {"status": "ok", "version": version, "scoring": scoring, "languages": [language.code for language in chosen]}
    (site / HEALTH).write_text(json.dumps(health) + "\n", encoding="utf-8")
    # A preview is nothing to be found.
    (site / ROBOTS).write_text(f"User-agent: *\n{'Allow' if production else 'Disallow'}: /\n", encoding="utf-8")
    text = security(content.settings, chosen)
    if text:
        (site / SECURITY).parent.mkdir()
        (site / SECURITY).write_text(text, encoding="utf-8")


def security(settings, languages):
    """`security.txt` as RFC 9116 has it; "" where the host has not said who is told of a weakness, and until when."""
    host = settings.get("host", {})
    if not ("security_email" in host and "security_until" in host):
        return ""
    lines = [f"Contact: mailto:{host['security_email']}", f"Expires: {host['security_until']}T00:00:00Z"]
    lines.append("Preferred-Languages: " + ", ".join(dict.fromkeys(language.lang for language in languages)))
    address = settings.get("address")
    # The standard knows it at the top of a host alone.
    if address and urlsplit(address).path == "/":
        lines.append(f"Canonical: {address}{SECURITY}")
    return "\n".join(lines) + "\n"
