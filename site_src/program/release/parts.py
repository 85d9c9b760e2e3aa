"""The list of parts of a release (SBOM, CycloneDX): what it is built with, and what of that reaches a browser.

Each half is written by the tool of its registry: cyclonedx-py for Python, npm's own for the rest.
"""

import json
import subprocess
import sys
from pathlib import Path

from site_src.program.messages import msg
from site_src.program.release import ReleaseError
from site_src.program.setup import setup

NAME = "parts.cdx.json"
# What the site holds itself; all else only builds it.
DELIVERED = ("pyodide", "suomifi-design-tokens")


def listed(root, version):
    """The list as text, the same for the same requirements. Raises `ReleaseError` when a tool cannot write its half."""
    python = _python(root)
    node = _said([*setup.npm_command(root), "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], root)
    # The day and the number of this run would make two lists of the same differ.
    components = [*python["components"], *node["components"]]
    for each in components:
        each["scope"] = "required" if each["name"] in DELIVERED else "excluded"
    subject = {"type": "application", "bom-ref": "kykypolku", "name": "kykypolku", "version": version}
    subject["licenses"] = [{"license": {"id": "EUPL-1.2"}}]
    refs = {each["bom-ref"] for each in components}
    whole = {
        "$schema": python["$schema"],
        "bomFormat": "CycloneDX",
        "specVersion": python["specVersion"],
        "version": 1,
        "metadata": {"component": subject, "lifecycles": [{"phase": "build"}]},
        "components": sorted(components, key=lambda each: (each["purl"], each["bom-ref"])),
        "dependencies": [
            {"ref": "kykypolku", "dependsOn": sorted(refs)},
            *(each for half in (python, node) for each in half["dependencies"] if each["ref"] in refs),
        ],
    }
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def _python(root):
    tool = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON"]
    return _said([*tool, str(root / "requirements.txt")], root)


def _said(command, root):
    done = subprocess.run([str(part) for part in command], cwd=root, capture_output=True, text=True, encoding="utf-8")
    try:
        return json.loads(done.stdout)
    except ValueError:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["no message"]
        tool = Path(command[0]).name
        raise ReleaseError(
            msg(
                "The list of parts could not be written: {tool} said {last}. Start the command without --no-setup, which "
                "installs what it needs.",
                tool=tool,
                last=last[0],
            )
        ) from None
