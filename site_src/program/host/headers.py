"""The headers every host sends with every response; the development server and the hosting recipes read them here."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "kykypolku kykypolku-offline kykypolku-runtime",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
# A page can carry all but the directives that browsers read from a response only.
META_POLICY = "; ".join(f"{name} {value}" for name, value in POLICY.items() if name != "frame-ancestors")
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000",
}


def cache_control(path):
    """Files below assets/ carry their content's hash in the name and never change; pages are always asked for anew."""
    return "public, max-age=31536000, immutable" if "/assets/" in path else "no-cache"
