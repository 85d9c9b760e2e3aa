"""Hosts that take a folder and a file of settings: Netlify, Cloudflare Pages, Azure Static Web Apps."""

import json

from site_src.program.browser import offline
from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import ALL_TYPES, ASSETS, PAGES, full_type, lines
from site_src.program.host.server import TYPES


def headers_file():
    """The _headers file that Netlify and Cloudflare Pages read. Both compress by themselves, and both keep pages only
    as long as they have not changed; a second Cache-Control for the same file would be joined to the first. A type is set
    below assets/ alone: it goes out with the page for an address that leads nowhere, too."""
    headers = lines(f"  {name}: {value}" for name, value in HEADERS.items())
    types = lines(f"/assets/*{ending}\n  Content-Type: {full_type(kind)}" for ending, kind in TYPES.items())
    return f"""\
# Copy this file into the folder that holds the site, for Netlify or Cloudflare Pages.
/*
{headers}
/assets/*
  Cache-Control: {ASSETS}
/{offline.SCRIPT}
  Cache-Control: {PAGES}
  Content-Type: {full_type(TYPES[".js"])}
{types}
"""


def redirects_file(codes):
    """Netlify's pages for addresses that lead nowhere. Cloudflare Pages finds the nearest 404.html by itself."""
    languages = lines(f"/{code}/* /{code}/{LOST} 404" for code in codes)
    return f"# For Netlify alone: copy it beside _headers.\n{languages}\n/* /{LOST} 404\n"


def azure():
    """Azure Static Web Apps. It has one page for all addresses that lead nowhere, which links every language."""
    settings = {
        "globalHeaders": {**HEADERS, "Cache-Control": PAGES},
        "routes": [{"route": "/assets/*", "headers": {"Cache-Control": ASSETS}}],
        "mimeTypes": {ending: full_type(kind) for ending, kind in ALL_TYPES.items()},
        "responseOverrides": {"404": {"rewrite": f"/{LOST}"}},
    }
    return json.dumps(settings, indent=2) + "\n"
