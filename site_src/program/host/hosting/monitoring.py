"""Is it still there, whole and protected? For whoever looks after the host."""

from site_src.program.browser import offline
from site_src.program.host.headers import HEADERS

POLICY = "Content-Security-Policy"
HEALTHY = '"status": "ok"'


def check():
    """A script for cron, Nagios, Icinga or Zabbix: one line, and 0 when all is well or 2 when not."""
    return f"""\
#!/bin/sh
# sh check.sh https://your.address/polku/    says OK and ends with 0, or says what is wrong and ends with 2. Needs curl.
# Every five minutes, with a letter when something is wrong, in crontab:
#   MAILTO=tuki@example.org
#   */5 * * * * sh /opt/kykypolku/check.sh https://your.address/polku/ >/tmp/kykypolku || cat /tmp/kykypolku
set -u
site=${{1%/}}
wrong() {{ echo "WRONG: $site: $1"; exit 2; }}

health=$(curl -fsS --max-time 20 "$site/health.json" 2>&1) || wrong "health.json does not come: $health"
case "$health" in *'{HEALTHY}'*) ;; *) wrong "health.json does not say that all is well" ;; esac
headers=$(curl -fsSI --max-time 20 "$site/" 2>&1) || wrong "the first page does not come: $headers"
printf '%s\\n' "$headers" | grep -qiF "{POLICY}: {HEADERS[POLICY]}" || wrong "the first page comes without its policy"
curl -fsSI --max-time 20 "$site/{offline.SCRIPT}" | grep -qiE "^content-type: (text|application)/javascript" ||
  wrong "the service worker does not come as a script"
version=$(printf '%s' "$health" | sed -n 's/.*"version": "\\([^"]*\\)".*/\\1/p')
echo "OK: $site: version $version"
"""


def blackbox():
    """A module for the blackbox exporter of Prometheus."""
    return f"""\
# For the blackbox exporter of Prometheus; probe https://your.address/polku/health.json with the module kykypolku.
# Its metric probe_ssl_earliest_cert_expiry also tells in time that a certificate ends.
modules:
  kykypolku:
    prober: http
    timeout: 20s
    http:
      fail_if_not_ssl: true
      fail_if_body_not_matches_regexp: ['{HEALTHY}']
      fail_if_header_not_matches:
        - {{header: {POLICY}, regexp: "default-src 'none'"}}
"""
