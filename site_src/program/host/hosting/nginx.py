"""nginx: a server of its own, or a location beside other pages."""

from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import ALL_TYPES, ASSETS, BELOW, PAGES, PATH, any_of, full_type, lines
from site_src.program.host.server import TYPES


def _maps(codes, path=""):
    return f"""\
map $uri $kykypolku_cache {{
    ~/assets/ "{ASSETS}";
    default "{PAGES}";
}}
# The page of each language for an address that leads nowhere, at any depth.
map $uri $kykypolku_lost {{
    ~^{path}/({any_of(codes)})/ {path}/$1/{LOST};
    default {path}/{LOST};
}}"""


def server(codes):
    """A server block. Its `add_header` lines stand together in the server, since a location with one of its own would drop
    all of them."""
    locations = lines(
        f"    location ~ \\{ending}$ {{ types {{ }} default_type '{full_type(kind)}'; }}" for ending, kind in TYPES.items()
    )
    headers = lines(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return f"""\
# Include this file in the http block of nginx, and set server_name, root and the certificate.
{_maps(codes)}
server {{
    listen 80;
    # listen 443 ssl;
    server_name kykypolku.example;
    root /srv/kykypolku/site;
    index index.html;
    charset utf-8;
    charset_types text/css text/plain;
    absolute_redirect off;
    server_tokens off;
    error_page 404 $kykypolku_lost;

    # Sends the compressed files that the build wrote. Brotli needs the module ngx_brotli; without it remove its line.
    gzip_static on;
    brotli_static on;
    gzip_vary on;

{headers}
    add_header Cache-Control $kykypolku_cache always;

{locations}
}}
"""


def location(codes):
    """A location block for a server that has other pages too: no header of ours reaches those."""
    headers = lines(f'    add_header {name} "{value}" always;' for name, value in BELOW.items())
    types = lines(f"        {kind} {ending[1:]};" for ending, kind in ALL_TYPES.items())
    return f"""\
# For a site below a path of a server that has other pages: put the maps in the http block, and the locations in the server
# block. Change {PATH}/ and the folder, in which the site lies as {PATH[1:]}.
{_maps(codes, PATH)}
location = {PATH} {{ return 301 {PATH}/; }}
location ^~ {PATH}/ {{
    root /srv/sites;
    index index.html;
    absolute_redirect off;
    charset utf-8;
    charset_types text/css text/plain text/javascript;
    gzip_static on;
    # Needs the module ngx_brotli; without it remove this line.
    brotli_static on;
    gzip_vary on;
    error_page 404 $kykypolku_lost;
    types {{
{types}
    }}
{headers}
    add_header Cache-Control $kykypolku_cache always;
}}
"""
