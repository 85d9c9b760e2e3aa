"""IIS: a web.config, with the URL Rewrite module."""

from html import escape

from site_src.program.browser.compress import COMPRESSIBLE
from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import ALL_TYPES, ASSETS, BELOW, PAGES, full_type, lines
from site_src.program.host.server import ENCODINGS

YEAR_OF_DAYS = "365.00:00:00"
# A second rule of a name, such as one of the host's own, would end every request in an error.
OURS = "kykypolku"


def web_config(codes, below=False):
    """A web.config, which reaches its own folder alone; `below` leaves out what a whole host alone may promise."""
    sent = BELOW if below else HEADERS
    headers = lines(
        f'        <remove name="{name}" /><add name="{name}" value="{escape(value)}" />' for name, value in sent.items()
    )
    types = lines(
        f'      <remove fileExtension="{ending}" /><mimeMap fileExtension="{ending}" mimeType="{full_type(kind)}" />'
        for ending, kind in {**ALL_TYPES, **{packed: "application/octet-stream" for _, packed in ENCODINGS}}.items()
    )
    inbound = lines(
        f"""\
        <rule name="{OURS} {name}" stopProcessing="true">
          <match url="^(.*\\.({"|".join(ending[1:] for ending in sorted(COMPRESSIBLE))}))$" />
          <conditions>
            <add input="{{HTTP_ACCEPT_ENCODING}}" pattern="{name}" />
            <add input="{{REQUEST_FILENAME}}{packed}" matchType="IsFile" />
          </conditions>
          <action type="Rewrite" url="{{R:1}}{packed}" />
        </rule>
        <rule name="{OURS} {name} pages" stopProcessing="true">
          <match url="^(.*/)?$" />
          <conditions>
            <add input="{{HTTP_ACCEPT_ENCODING}}" pattern="{name}" />
            <add input="{{REQUEST_FILENAME}}\\index.html{packed}" matchType="IsFile" />
          </conditions>
          <action type="Rewrite" url="{{R:1}}index.html{packed}" />
        </rule>"""
        for name, packed in ENCODINGS
    )
    outbound = lines(
        _outbound(f"encoding {name}", "RESPONSE_Content_Encoding", f"\\{packed}$", name) for name, packed in ENCODINGS
    )
    outbound_types = lines(
        _outbound(f"type {ending}", "RESPONSE_Content_Type", f"\\{ending}\\.(br|gz)$", full_type(ALL_TYPES[ending]))
        for ending in sorted(COMPRESSIBLE)
    )
    languages = lines(
        f"""\
  <location path="{code}">
    <system.webServer>
      <httpErrors errorMode="Custom" existingResponse="Replace">
        <remove statusCode="404" /><error statusCode="404" path="{code}\\{LOST}" responseMode="File" />
      </httpErrors>
    </system.webServer>
  </location>"""
        for code in codes
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
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" /><error statusCode="404" path="{LOST}" responseMode="File" />
    </httpErrors>
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
        <!-- Sends what "{ASSETS}" says. -->
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="{YEAR_OF_DAYS}" cacheControlCustom="public, immutable" />
      </staticContent>
    </system.webServer>
  </location>
{languages}
</configuration>
"""


def _outbound(name, variable, file, value):
    return f"""\
        <rule name="{OURS} {name}">
          <match serverVariable="{variable}" pattern=".*" />
          <conditions><add input="{{REQUEST_FILENAME}}" pattern="{escape(file)}" /></conditions>
          <action type="Rewrite" value="{value}" />
        </rule>"""
