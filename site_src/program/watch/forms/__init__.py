"""Forms in the browser for who would rather not see files: Decap CMS, whose backend is `serve` on this machine.

Decap asks for its entries by path. Here a path names a text or a record, never a file: `services/ID.json`, or
`texts/KEY.json` with ~ for /. What a form sends goes through the checks before anything is written.
"""

import hashlib
import json
import threading
from collections.abc import Mapping

from site_src.program.content.problems import ContentError
from site_src.program.content.records import SECTIONS
from site_src.program.host.headers import HEADERS
from site_src.program.messages import msg, told
from site_src.program.watch.forms import config, records, saving

AT, API = "/__author/forms/", "/__author/forms/api"
PACKAGE = config.FOLDER / "node_modules/decap-cms/dist"
# The program is another's, and makes its styles and its checks of the configuration as it runs. It reaches this server alone.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY: Mapping[str, str] = {**HEADERS, "Content-Security-Policy": POLICY}
# More than any record or text takes.
LARGEST = 1_000_000
NO_FORM = msg("This is no form of ours. Load the page again.")


class Refused(Exception):
    """A request that is answered with a status and a reason."""

    def __init__(self, status, reason):
        super().__init__(status, reason)
        self.status, self.reason = status, reason


class Forms:
    """Answers what Decap asks of its backend, from a draft."""

    def __init__(self, draft):
        self.draft, self._lock = draft, threading.Lock()

    def start(self):
        """What the page starts with: the configuration of Decap, and the words of its frame."""
        return {"config": config.config(self.draft.content, API), "phrases": config.phrases()}

    def reply(self, headers, body):
        """(status, answer) to a request that a page of this server has sent."""
        try:
            length = int(headers.get("Content-Length") or 0)
            if not 0 < length <= LARGEST or headers.get_content_type() != "application/json":
                raise Refused(413, NO_FORM)
            with self._lock:
                return 200, self._answer(json.loads(body.read(length)))
        except Refused as error:
            return error.status, {"error": told(error.reason)}
        except ContentError as error:
            return 422, {"error": "\n".join(told(problem.told) for problem in error.problems)}
        except (ValueError, AttributeError, TypeError, KeyError):
            return 400, {"error": told(NO_FORM)}

    def _answer(self, asked):
        params = asked.get("params") or {}
        if asked["action"] == "entriesByFolder":
            return list(self._entries(params["folder"]).values())
        if asked["action"] == "getEntry":
            return self._entry(params["path"])
        if asked["action"] == "persistEntry":
            [file] = params["dataFiles"]
            return self._save(file["path"], json.loads(file["raw"]), asked.get("version"))
        if asked["action"] in ("getMedia", "getDeployPreview"):
            return []
        raise Refused(422, msg("Forms cannot do this. Change it in the files."))

    def _entries(self, folder):
        """{path: entry} of the texts, or of a section of the directory."""
        content = self.draft.content
        if folder == "texts":
            found = {key.replace("/", "~"): words for key, words in saving.texts(content).items()}
        else:
            files = config.files(content)
            placed = {"services": content.placed_services, "organisations": content.placed_organisations}[folder]
            found = {
                each.record.id: records.shown(SECTIONS[folder], each.written) | {"file": file, "file_name": files[file]}
                for each in placed
                if (file := each.document.file) in files
            }
        return {f"{folder}/{name}.json": _entry(f"{folder}/{name}.json", data) for name, data in found.items()}

    def _entry(self, path):
        return self._entries(path.partition("/")[0]).get(path) or {"data": None, "file": {"path": path, "id": None}}

    def _save(self, path, given, version):
        folder, _, name = path.removesuffix(".json").partition("/")
        # What an editor has saved a moment ago is part of what is checked.
        self.draft.refresh(None)
        if self.draft.problems:
            raise ContentError(self.draft.problems)
        if self._entry(path)["file"]["id"] != version:
            raise Refused(409, msg("This has changed since the form was opened. Load the page again, then change it anew."))
        if folder == "texts":
            saving.save_text(self.draft.content, name.replace("~", "/"), given)
        else:
            saving.save_record(self.draft.content, folder, name, given)
        self.draft.refresh(None)
        return {"message": "saved", "path": path, "version": self._entry(path)["file"]["id"]}


def _entry(path, data):
    text = json.dumps(data, ensure_ascii=False)
    return {"data": text, "file": {"path": path, "id": hashlib.sha256(text.encode()).hexdigest()}}
