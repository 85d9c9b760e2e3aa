"""Recipes for web hosts, made from the same headers and types that the development server sends, so they cannot drift."""

import os
from html import escape
from pathlib import Path

from site_src.program.browser import offline
from site_src.program.browser.compress import COMPRESSIBLE
from site_src.program.host.headers import HEADERS, cache_control
from site_src.program.host.server import ENCODINGS, TYPES

ASSETS, PAGES = cache_control("/assets/any"), cache_control("/")
# Every type that the site serves; `TYPES` are those that a host's own table may lack.
ALL_TYPES = {".html": "text/html", ".css": "text/css", ".xml": "application/xml", ".txt": "text/plain", **TYPES}
YEAR_OF_DAYS = "365.00:00:00"
KILL_FOLDER = "remove-service-worker"


def write(folder):
    """Write every recipe below *folder*, and the script that removes the service worker. Returns the paths."""
    recipes = {
        "nginx/kykypolku.conf": nginx(),
        "nginx/kykypolku-location.conf": nginx_location(),
        "apache/.htaccess": apache(),
        "caddy/Caddyfile": caddy(),
        "netlify-cloudflare/_headers": headers_file(),
        "iis/web.config": iis(),
        f"{KILL_FOLDER}/{offline.SCRIPT}": offline.KILL,
    }
    paths = []
    for name, text in recipes.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another build may write the same; whoever reads it finds it whole.
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
        paths.append(path)
    return paths


def full_type(kind):
    """A media type as it is sent: text says that it is UTF-8."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def nginx():
    """A server block for nginx. Its `add_header` lines stand together in the server, since a location with one of its
    own would drop all of them."""
    locations = _lines(
        f"    location ~ \\{ending}$ {{ types {{ }} default_type '{full_type(kind)}'; }}" for ending, kind in TYPES.items()
    )
    headers = _lines(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return f"""\
# Include this file in the http block of nginx, and set server_name, root and the certificate.
map $uri $kykypolku_cache {{
    ~/assets/ "{ASSETS}";
    default "{PAGES}";
}}
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

    # Sends the compressed files that the build wrote. Brotli needs the module ngx_brotli; without it remove its line.
    gzip_static on;
    brotli_static on;
    gzip_vary on;

{headers}
    add_header Cache-Control $kykypolku_cache always;

{locations}
}}
"""


def nginx_location():
    """A location block for a server that has other pages too: no header of ours reaches those. Whether the whole server is
    reached by HTTPS alone is its own to say, so there is no Strict-Transport-Security."""
    own = {name: value for name, value in HEADERS.items() if name != "Strict-Transport-Security"}
    headers = _lines(f'    add_header {name} "{value}" always;' for name, value in own.items())
    types = _lines(f"        {kind} {ending[1:]};" for ending, kind in ALL_TYPES.items())
    return f"""\
# For a site below a path of a server that has other pages: put the map in the http block, and the locations in the server
# block. Change /polku/ and the folder, in which the site lies as polku.
map $uri $kykypolku_cache {{
    ~/assets/ "{ASSETS}";
    default "{PAGES}";
}}
location = /polku {{ return 301 /polku/; }}
location ^~ /polku/ {{
    root /srv/sites;
    index index.html;
    absolute_redirect off;
    charset utf-8;
    charset_types text/css text/plain text/javascript;
    gzip_static on;
    # Needs the module ngx_brotli; without it remove this line.
    brotli_static on;
    gzip_vary on;
    types {{
{types}
    }}
{headers}
    add_header Cache-Control $kykypolku_cache always;
    # The page of each language for an address that leads nowhere, at any depth.
    error_page 404 /polku/fi/404.html;
    location ~ ^/polku/([a-z-]+)/ {{
        error_page 404 /polku/$1/404.html;
    }}
}}
"""


def apache():
    """A .htaccess for Apache 2.4; the host must allow it (`AllowOverride All`) and have mod_headers and mod_rewrite."""
    headers = _lines(f'  Header always set {name} "{value}"' for name, value in HEADERS.items())
    types = _lines(f'AddType "{kind}" {ending}' for ending, kind in TYPES.items())
    packed = "\n".join(
        f"""\
  RewriteCond %{{HTTP:Accept-Encoding}} {name}
  RewriteCond %{{REQUEST_FILENAME}} -f
  RewriteCond %{{REQUEST_FILENAME}}{ending} -f
  RewriteRule ^(.+)$ $1{ending} [L]"""
        for name, ending in ENCODINGS
    )
    packed_types = "\n".join(
        f'<FilesMatch "\\{ending}\\.(br|gz)$">\n  ForceType "{full_type(ALL_TYPES[ending])}"\n</FilesMatch>'
        for ending in sorted(COMPRESSIBLE)
    )
    encodings = "\n".join(
        f"""\
<FilesMatch "\\{ending}$">
  RemoveEncoding {ending}
  RemoveLanguage {ending}
  SetEnv no-gzip 1
  SetEnv no-brotli 1
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

# Sends the compressed files that the build wrote.
<IfModule mod_rewrite.c>
  RewriteEngine On
{packed}
</IfModule>
{packed_types}
{encodings}
"""


def caddy():
    """A site for Caddy 2."""
    headers = _lines(f'        {name} "{value}"' for name, value in HEADERS.items())
    types = _lines(
        f'    @type{ending} path *{ending}\n    header @type{ending} Content-Type "{full_type(kind)}"'
        for ending, kind in TYPES.items()
    )
    return f"""\
# Set the address and the folder; Caddy gets the certificate itself.
kykypolku.example {{
    root * /srv/kykypolku/site
    header {{
{headers}
        Vary Accept-Encoding
    }}
    @assets path */assets/*
    @pages not path */assets/*
    header @assets Cache-Control "{ASSETS}"
    header @pages Cache-Control "{PAGES}"
{types}
    # Sends the compressed files that the build wrote.
    file_server {{
        precompressed {" ".join(name for name, _ in ENCODINGS)}
    }}
}}
"""


def headers_file():
    """The _headers file that Netlify and Cloudflare Pages read. Both compress by themselves, and both keep pages only
    as long as they have not changed; a second Cache-Control for the same file would be joined to the first."""
    headers = _lines(f"  {name}: {value}" for name, value in HEADERS.items())
    types = _lines(f"/*{ending}\n  Content-Type: {full_type(kind)}" for ending, kind in TYPES.items())
    return f"""\
# Copy this file into the folder that holds the site, for Netlify or Cloudflare Pages.
/*
{headers}
/assets/*
  Cache-Control: {ASSETS}
/{offline.SCRIPT}
  Cache-Control: {PAGES}
{types}
"""


def iis():
    """A web.config for IIS with the URL Rewrite module."""
    headers = _lines(
        f'        <remove name="{name}" /><add name="{name}" value="{escape(value)}" />' for name, value in HEADERS.items()
    )
    types = _lines(
        f'      <remove fileExtension="{ending}" /><mimeMap fileExtension="{ending}" mimeType="{full_type(kind)}" />'
        for ending, kind in {**TYPES, **{packed: "application/octet-stream" for _, packed in ENCODINGS}}.items()
    )
    inbound = "\n".join(
        f"""\
        <rule name="{name}" stopProcessing="true">
          <match url="^(.*\\.({"|".join(ending[1:] for ending in sorted(COMPRESSIBLE))}))$" />
          <conditions>
            <add input="{{HTTP_ACCEPT_ENCODING}}" pattern="{name}" />
            <add input="{{REQUEST_FILENAME}}{packed}" matchType="IsFile" />
          </conditions>
          <action type="Rewrite" url="{{R:1}}{packed}" />
        </rule>
        <rule name="{name} pages" stopProcessing="true">
          <match url="^(.*/)?$" />
          <conditions>
            <add input="{{HTTP_ACCEPT_ENCODING}}" pattern="{name}" />
            <add input="{{REQUEST_FILENAME}}\\index.html{packed}" matchType="IsFile" />
          </conditions>
          <action type="Rewrite" url="{{R:1}}index.html{packed}" />
        </rule>"""
        for name, packed in ENCODINGS
    )
    outbound = "\n".join(
        _outbound(f"encoding {name}", "RESPONSE_Content_Encoding", f"\\{packed}$", name) for name, packed in ENCODINGS
    )
    outbound_types = "\n".join(
        _outbound(f"type {ending}", "RESPONSE_Content_Type", f"\\{ending}\\.(br|gz)$", full_type(ALL_TYPES[ending]))
        for ending in sorted(COMPRESSIBLE)
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!-- Copy this file into the folder that holds the site. Needs the URL Rewrite module; it sends the compressed files
     that the build wrote. Switch dynamic and static compression off for this site, or they compete with it. -->
<configuration>
  <system.webServer>
    <defaultDocument><files><clear /><add value="index.html" /></files></defaultDocument>
    <directoryBrowse enabled="false" />
    <urlCompression doStaticCompression="false" doDynamicCompression="false" />
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />
{headers}
        <remove name="Vary" /><add name="Vary" value="Accept-Encoding" />
      </customHeaders>
    </httpProtocol>
    <staticContent>
      <!-- DisableCache sends "Cache-Control: {PAGES}". -->
      <clientCache cacheControlMode="DisableCache" />
{types}
    </staticContent>
    <rewrite>
      <rules>
{inbound}
      </rules>
      <outboundRules>
{outbound}
{outbound_types}
      </outboundRules>
    </rewrite>
  </system.webServer>
  <location path="assets">
    <system.webServer>
      <staticContent>
        <!-- Sends "Cache-Control: {ASSETS}". -->
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="{YEAR_OF_DAYS}" cacheControlCustom="public, immutable" />
      </staticContent>
    </system.webServer>
  </location>
</configuration>
"""


def _outbound(name, variable, file, value):
    return f"""\
        <rule name="{name}">
          <match serverVariable="{variable}" pattern=".*" />
          <conditions><add input="{{REQUEST_FILENAME}}" pattern="{escape(file)}" /></conditions>
          <action type="Rewrite" value="{value}" />
        </rule>"""


def _lines(lines):
    return "\n".join(lines)
