"""What the development server answers while the site is being written: pages made when asked for, with the author's bar."""

import json
from urllib.parse import parse_qs, urlsplit

from site_src.program.host import server
from site_src.program.watch import draft as drafts

BAR = "/__author/"
EVENTS, ABOUT = f"{BAR}events", f"{BAR}about"
TAGS = f'<link rel="stylesheet" href="{BAR}author.css"><script type="module" src="{BAR}author.mjs"></script></body>'
FILES = ("author.css", "author.mjs", "words.mjs")
# A connection that stays quiet longer is taken for dead by some browsers.
BEAT = 15


class Answering(server.Handler):
    """Pages come from the draft, everything else from its folder."""

    draft = None

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
            return self.send_text(json.dumps(about, ensure_ascii=False), "application/json")
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
