"""A container that serves the site: Caddy without rights, behind whatever ends HTTPS."""

ADDRESS, ROOT = ":8080", "/srv/site"
IMAGE = "docker.io/library/caddy:2-alpine"
CONTAINERFILE = f"""\
# Put the site beside this file as the folder site, and the Caddyfile, then:
#   docker build --tag kykypolku --file Containerfile .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges --tmpfs /tmp --publish 8080:8080 kykypolku
# With podman or buildah add --format docker to the first, or the health check is left out.
# Name the image by its digest (@sha256:…) once you have looked it up, so that two builds are the same.
FROM {IMAGE}
# The file's right to open low ports would keep it from starting without rights; it needs none.
RUN cp /usr/bin/caddy /usr/bin/caddy-plain && mv /usr/bin/caddy-plain /usr/bin/caddy
COPY Caddyfile /etc/caddy/Caddyfile
COPY site {ROOT}
ENV XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp
USER 65534:65534
EXPOSE 8080
HEALTHCHECK CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health.json"]
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
"""
