"""Caddy 2: a site of its own, or below a path of one."""

from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import ASSETS, BELOW, PAGES, PATH, any_of, full_type, lines
from site_src.program.host.server import ENCODINGS, TYPES

ROOT = "/srv/kykypolku/site"
# As `caddy fmt` writes it; Caddy warns of anything else at each start.
STEP = "\t"


def _served(sent, root):
    """What answers for the files of the site."""
    headers = lines(f'{STEP}{name} "{value}"' for name, value in sent.items())
    types = lines(
        f'@type{ending} path *{ending}\nheader @type{ending} Content-Type "{full_type(kind)}"' for ending, kind in TYPES.items()
    )
    return f"""\
root * {root}
header {{
{headers}
{STEP}Vary Accept-Encoding
}}
@assets path */assets/*
@pages not path */assets/*
header @assets Cache-Control "{ASSETS}"
header @pages Cache-Control "{PAGES}"
{types}
{_files()}"""


def _files():
    return f"""\
# Sends the compressed files that the build wrote.
file_server {{
{STEP}precompressed {" ".join(name for name, _ in ENCODINGS)}
}}"""


def _lost(codes, path=""):
    """What answers for an address that leads nowhere: the page of its language, at any depth."""
    return f"""\
@lost path_regexp lost ^{path}/({any_of(codes)})/
@lost_elsewhere not path_regexp ^{path}/({any_of(codes)})/
rewrite @lost {path}/{{re.lost.1}}/{LOST}
rewrite @lost_elsewhere {path}/{LOST}
header Content-Type "text/html; charset=utf-8"
header Cache-Control "{PAGES}"
"""


def site(codes, address="kykypolku.example", root=ROOT):
    """A site with a name of its own."""
    return f"""\
# Set the address and the folder; Caddy gets the certificate itself.
{address} {{
{_in(_served(HEADERS, root))}
{STEP}handle_errors {{
{_in(_lost(codes) + _files(), 2)}
{STEP}}}
}}
"""


def contained(codes, address, root):
    """A site in a container, where nobody changes settings while it runs."""
    return f"{{\n{STEP}admin off\n}}\n{site(codes, address, root)}"


def below_a_path(codes):
    """A path of a site that has other pages too: no header of ours reaches those."""
    return f"""\
# Put these into the block of your site, beside what is there. Change {PATH} and the folder.
redir {PATH} {PATH}/
handle_path {PATH}/* {{
{_in(_served(BELOW, ROOT))}
}}
handle_errors {{
{STEP}@site path {PATH}/*
{STEP}handle @site {{
{_in(_lost(codes, PATH), 2)}
{STEP * 2}handle_path {PATH}/* {{
{STEP * 3}root * {ROOT}
{_in(_files(), 3)}
{STEP * 2}}}
{STEP}}}
}}
"""


def _in(text, steps=1):
    return lines(f"{STEP * steps}{line}" if line else line for line in text.rstrip().split("\n"))
