"""Every finding is tried on the real engine, through the door the browser uses, and counterexamples are written down."""

import json
import shutil
from dataclasses import replace

from scoring import engine, guidance, wire
from site_src.program.messages import msg


class Texts(dict):
    """Texts that remember which of them the engine has read."""

    def __init__(self, texts, seen, path=()):
        super().__init__(
            {key: Texts(value, seen, (*path, key)) if isinstance(value, dict) else value for key, value in texts.items()}
        )
        self.seen, self.path = seen, path

    def __getitem__(self, key):
        value = super().__getitem__(key)
        if not isinstance(value, dict):
            self.seen.add((*self.path, key))
        return value

    def get(self, key, default=None):
        """As of any mapping, remembering."""
        if key not in self:
            return default
        return self[key]

    def values(self):
        """As of any mapping, remembering all of them."""
        return [self[key] for key in self]


class Trials:
    """What the engine says with the content of the site."""

    def __init__(self, read):
        self.door = wire.responder(read)
        self.content = wire.load(read)
        self.seen = {language: set() for language in self.content.languages}
        texts = {language: Texts(self.content.texts[language], seen) for language, seen in self.seen.items()}
        self.watched = replace(self.content, texts=texts)
        self.runs = 0

    def run(self, answers, language, disagree=()):
        """The result as plain data; what goes wrong is its `failure`."""
        self.runs += 1
        request = {"answers": self.plain(answers), "language": language, "disagree": list(disagree)}
        try:
            reply = json.loads(self.door(json.dumps(request)))
        except Exception as error:  # whatever breaks the engine is what a resident would meet
            return {"failure": f"{type(error).__name__}: {error}"}
        return {"failure": " ".join(reply["error"]["problems"])} if "error" in reply else reply

    def watch(self, answers, language, disagree=()):
        """As `run`, but by the inner door, remembering the texts that are read."""
        self.runs += 1
        request = {"answers": self.plain(answers), "language": language, "disagree": list(disagree)}
        try:
            return wire.result(request, self.watched)
        except Exception as error:
            return {"failure": f"{type(error).__name__}: {error}"}

    def facts(self, answers, disagree=()):
        """All that the guidance knows of a person."""
        given = {item: (option,) if isinstance(option, str) else option for item, option in answers.items()}
        asked = engine.ask(given, self.content)
        scores = [score for score in engine.score_domains(asked, self.content) if score.id not in disagree]
        facts = guidance.facts_with_bands(asked, scores, self.content)
        return guidance.facts_with_needs(facts, guidance.find_needs(facts, self.content))

    def plain(self, answers):
        """Answers as a file holds them."""
        return {
            item: list(given) if self.content.items[item].traits.several else given[0]
            for item, given in ((item, (given,) if isinstance(given, str) else given) for item, given in answers.items())
        }


class Counterexamples:
    """The folder with the answers that show what is wrong with a questionnaire; emptied at the start of every proof."""

    def __init__(self, content, trials):
        self.project, self.trials = content.project, trials
        self.folder = self.project.work / "counterexamples" / content.folder
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, answers, disagree=()):
        """Writes answers that `build.py score --answers` takes, and returns the words that point to them."""
        name = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
        path = self.folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.trials.plain(answers), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        also = f", with disagreement on {', '.join(disagree)}" if disagree else ""
        return msg("Answers that show it: {path}{also}.", path=self.project.name(path), also=also)
