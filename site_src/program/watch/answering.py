"""What the development server answers while the site is being written: pages made when asked for, with the author's bar."""

import json
from urllib.parse import parse_qs, urlsplit

from site_src.program.host import server
from site_src.program.host.headers import HEADERS
from site_src.program.watch import draft as drafts
from site_src.program.watch import forms

BAR = "/__author/"
EVENTS, ABOUT = f"{BAR}events", f"{BAR}about"
TAGS = f'<link rel="stylesheet" href="{BAR}author.css"><script type="module" src="{BAR}author.mjs"></script></body>'
FILES = ("author.css", "author.mjs", "words.mjs")
# A connection that stays quiet longer is taken for dead by some browsers.
BEAT = 15


class Answering(server.Handler):
    """Pages come from the draft, everything else from its folder."""

    draft = None
    # Answers the forms, where somebody asked for them.
    forms = None

    @property
    def security(self):
        """The headers: on the pages of the forms those that let another's program run."""
        return forms.SECURITY if self.forms and getattr(self, "path", "").startswith(forms.AT) else HEADERS

    def do_POST(self):
        """A form asks or saves. A page of another site would come with that site's origin."""
        own = self.forms and self.is_asked_by_name() and self.headers.get("Origin") == f"http://{self.headers.get('Host')}"
        if own and self.path == forms.API:
            status, answer = self.forms.reply(self.headers, self.rfile)
            body = self.send_text(json.dumps(answer, ensure_ascii=False), "application/json", status)
        else:
            body = self.send_text("Only the forms of this server may write here.\n", "text/plain", 403)
        self.close_connection = True
        self.copyfile(body, self.wfile)

    def do_GET(self):
        if urlsplit(self.path).path == EVENTS and self.is_asked_by_name():
            return self.send_events()
        return super().do_GET()

    def send_head(self):
        self.encoding = None
        asked = urlsplit(self.path)
        if not self.is_asked_by_name():
            return super().send_head()
        if asked.path == ABOUT:
            about = self.draft.about(parse_qs(asked.query).get("page", [""])[0])
            return self.send_text(json.dumps({**about, "forms": bool(self.forms)}, ensure_ascii=False), "application/json")
        if self.forms and asked.path.startswith(forms.AT):
            return self.send_form(asked.path.removeprefix(forms.AT))
        if asked.path.startswith(BAR):
            path = self.draft.project.look / "author" / asked.path.removeprefix(BAR)
            if path.name in FILES and path.is_file():
                return self.send_file(path)
            return self.send_text("There is no such page.\n", "text/plain", 404)
        if asked.path.endswith("/") and (found := self.draft.page(asked.path)):
            html, there = found
            return self.send_text(html.replace("</body>", TAGS), "text/html", 200 if there else 404)
        return super().send_head()

    def send_events(self):
        """Tells the page of each change, for as long as it is open."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        self.close_connection = True
        said = None
        while not self.draft.closed:
            state = drafts.state(self.draft)
            self.wfile.write(f"data: {state}\n\n".encode() if state != said else b": still here\n\n")
            self.wfile.flush()
            said = state
            with self.draft.changed:
                if drafts.state(self.draft) == said and not self.draft.closed:
                    self.draft.changed.wait(BEAT)

    def send_form(self, name):
        """The page of the forms, what it is made of, and the program behind it."""
        if name == "start":
            return self.send_text(json.dumps(self.forms.start(), ensure_ascii=False), "application/json")
        for folder in (self.draft.project.look / "author", forms.PACKAGE):
            path = folder / (name or "forms.html")
            if path.parent == folder and path.is_file():
                return self.send_file(path)
        return self.send_text("There is no such page.\n", "text/plain", 404)
