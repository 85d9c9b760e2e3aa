"""Apache 2.4: a .htaccess, for a whole host or for a folder of one."""

from site_src.program.browser.compress import COMPRESSIBLE
from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import ALL_TYPES, ASSETS, BELOW, PAGES, any_of, full_type, lines
from site_src.program.host.server import ENCODINGS, TYPES


def htaccess(codes, below=False):
    """The host must allow it (`AllowOverride All`) and have mod_headers and mod_rewrite, and no other module that it might
    lack. It finds out by itself below which path it lies; `below` leaves out what a whole host alone may promise."""
    headers = lines(f'  Header always set {name} "{value}"' for name, value in (BELOW if below else HEADERS).items())
    types = lines(f'AddType "{kind}" {ending}' for ending, kind in TYPES.items())
    packed = lines(
        f"""\
  RewriteCond %{{HTTP:Accept-Encoding}} {name}
  RewriteCond %{{REQUEST_FILENAME}} -f
  RewriteCond %{{REQUEST_FILENAME}}{ending} -f
  RewriteRule ^(.+)$ $1{ending} [L]"""
        for name, ending in ENCODINGS
    )
    packed_types = lines(
        f'<FilesMatch "\\{ending}\\.(br|gz)$">\n  ForceType "{full_type(ALL_TYPES[ending])}"\n</FilesMatch>'
        for ending in sorted(COMPRESSIBLE)
    )
    encodings = lines(
        f"""\
<FilesMatch "\\{ending}$">
  RemoveEncoding {ending}
  RemoveLanguage {ending}
  Header set Content-Encoding {name}
</FilesMatch>"""
        for name, ending in ENCODINGS
    )
    return f"""\
# Copy this file into the folder that holds the site. Needs mod_headers and mod_rewrite.
DirectoryIndex index.html
Options -Indexes -MultiViews
AddDefaultCharset utf-8
AddCharset utf-8 .css .js .mjs

# The types that browsers insist on.
{types}

<IfModule mod_headers.c>
{headers}
  Header always set Cache-Control "{PAGES}"
  <If "%{{REQUEST_URI}} =~ m#/assets/#">
    Header always set Cache-Control "{ASSETS}"
  </If>
  Header always merge Vary Accept-Encoding
</IfModule>

<IfModule mod_rewrite.c>
  RewriteEngine On
  # What is compressed already is not compressed again.
  RewriteRule \\.(br|gz)$ - [E=no-gzip:1,E=no-brotli:1]
  # The path that this folder has on the host, without the / before it.
  RewriteCond %{{REQUEST_URI}}::$0 ^/(.*?)([^:]*)::\\2$
  RewriteRule ^.*$ - [E=KYKYPOLKU_LOST:%1{LOST}]
  # The page of each language for an address that leads nowhere, at any depth.
  RewriteCond %{{REQUEST_URI}}::$0 ^/(.*?)([^:]*)::\\2$
  RewriteRule ^({any_of(codes)})/.*$ - [E=KYKYPOLKU_LOST:%1$1/{LOST}]
  ErrorDocument 404 /%{{reqenv:KYKYPOLKU_LOST}}
  # Sends the compressed files that the build wrote.
{packed}
</IfModule>
{packed_types}
{encodings}
"""
