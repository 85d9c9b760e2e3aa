"""Recipes for web hosts, made from the same headers and types that the development server sends, so they cannot drift."""

import os
from pathlib import Path

from site_src.program.browser import offline
from site_src.program.host.hosting import apache, caddy, cloud, container, iis, monitoring, nginx

KILL_FOLDER = "remove-service-worker"


def recipes(codes):
    """Every recipe by the path of its file, for a site with the languages *codes*."""
    return {
        "nginx/kykypolku.conf": nginx.server(codes),
        "nginx/kykypolku-location.conf": nginx.location(codes),
        "apache/.htaccess": apache.htaccess(codes),
        "apache-below-a-path/.htaccess": apache.htaccess(codes, below=True),
        "caddy/Caddyfile": caddy.site(codes),
        "caddy-below-a-path/Caddyfile": caddy.below_a_path(codes),
        "netlify-cloudflare/_headers": cloud.headers_file(),
        "netlify-cloudflare/_redirects": cloud.redirects_file(codes),
        "azure/staticwebapp.config.json": cloud.azure(),
        "iis/web.config": iis.web_config(codes),
        "iis-below-a-path/web.config": iis.web_config(codes, below=True),
        "container/Containerfile": container.CONTAINERFILE,
        "container/Caddyfile": caddy.contained(codes, container.ADDRESS, container.ROOT),
        "monitoring/check.sh": monitoring.check(),
        "monitoring/blackbox.yml": monitoring.blackbox(),
        f"{KILL_FOLDER}/{offline.SCRIPT}": offline.KILL,
    }


def write(folder, codes):
    """Write every recipe below *folder*, and the script that removes the service worker. Returns the paths."""
    paths = []
    for name, text in recipes(codes).items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another build may write the same; whoever reads it finds it whole.
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
        paths.append(path)
    return paths
