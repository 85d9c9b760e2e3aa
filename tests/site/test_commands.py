"""The commands end in a sentence on every machine, and the documents name each of them."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from site_src.program import arguments, cli, messages, watch
from site_src.program.content import project
from site_src.program.setup import streams

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def run(*arguments, **environment):
    """A command as a person starts it."""
    command = [sys.executable, "build.py", "--no-setup", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, **environment})


def options():
    """Every command with its options, as the command line knows them."""
    parser = cli.parser()
    commands = next(action for action in parser._actions if isinstance(action.choices, dict)).choices
    return {
        name: [option for action in command._actions for option in action.option_strings if option not in ("-h", "--help")]
        for name, command in commands.items()
    }


def test_readme_and_docs_name_every_command_and_option():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    lines = text.splitlines()
    shared = set.intersection(*map(set, options().values()))
    missing = [option for option in shared if option not in text]
    for command, its_options in options().items():
        about = "\n".join(line for line in lines if command in line)
        missing += [command] * (f"`{command}" not in text and f"build.py {command}" not in text)
        missing += [f"{command} {option}" for option in its_options if option not in about and option not in shared]

    assert [] == missing


@pytest.fixture
def in_language():
    """A function that has a thing done in a language of the messages."""

    def do(language, run):
        arguments.choose_language(["--messages", language])
        return run()

    yield do
    messages.use(messages.ENGLISH)


def test_the_help_of_every_command_and_option_is_in_finnish(in_language):
    def texts():
        whole = cli.parser()
        commands = next(action for action in whole._actions if isinstance(action.choices, dict))
        parsers = {"": whole, **commands.choices}
        options = {(name, action.dest): action for name, parser in parsers.items() for action in parser._actions}
        said = {key: (action.help, action.metavar) for key, action in options.items() if action is not commands}
        about = {name: (parser.description, None) for name, parser in parsers.items()}
        return {**said, **about}, whole.format_help()

    (english, helped), (finnish, opastettu) = in_language("en", texts), in_language("fi", texts)

    assert [] == [key for key, (about, _) in english.items() if not about], "has no help"
    assert [] == [key for key, said in english.items() if said[0] == finnish[key][0]], "is English"
    words = {metavar: finnish[key][1] for key, (_, metavar) in english.items() if metavar and metavar[0] != "{"}
    assert ["I/N"] == [word for word, translated in words.items() if word == translated]
    assert "options:" in helped and "options:" not in opastettu


@pytest.mark.parametrize(
    ("words", "english", "finnish"),
    [
        ("chek", "There is no command chek. Did you mean check?", "Komentoa chek ei ole. Tarkoititko check?"),
        (
            "build --produktion",
            "no option --produktion. Did you mean --production?",
            "Valitsinta --produktion ei ole. Tarkoititko",
        ),
        ("--mesages fi check", "no option --mesages. Did you mean --messages?", "Valitsinta --mesages ei ole. Tarkoititko"),
        ("texts", "arguments are required: {status,", "nämä puuttuvat: {status,"),
        ("texts statsu", "There is no statsu here. Did you mean status?", "statsu ei kelpaa tähän. Tarkoititko status?"),
        ("check all", "all is one word too many.", "all on liikaa."),
        ("serve --port x", "argument --port: x is no port. Give", "valitsin --port: x ei ole portti. Anna"),
        (
            "score",
            "arguments are required: --answers. `build.py score",
            "nämä puuttuvat: --answers. Lisää kertoo `build.py score",
        ),
        ("build --lang", "expected at least one argument", "tarvitaan vähintään yksi arvo"),
    ],
)
def test_a_wrong_word_of_the_command_line_is_told_with_the_nearest_right_one(words, english, finnish, in_language, capsys):
    for language, expected in (("en", english), ("fi", finnish)):
        with pytest.raises(SystemExit) as ended:
            in_language(language, lambda: cli.parser().parse_args(words.split()))

        assert 2 == ended.value.code
        assert expected in capsys.readouterr().err


@pytest.mark.parametrize("words", [["tests/scoring", "-x"], ["-x", "tests/scoring"], ["-n", "2"]])
def test_what_the_tests_are_given_is_passed_on_as_it_stands(words):
    assert words == cli.parser().parse_args(["test", *words]).passed_on


@pytest.mark.parametrize("encoding", ["iso-8859-15", "ascii"])
def test_a_terminal_that_lacks_a_character_gets_a_plain_one(encoding):
    done = run("--help", PYTHONIOENCODING=encoding)
    score = run("score", "--help", PYTHONIOENCODING=encoding)

    assert (0, 0) == (done.returncode, score.returncode)
    assert b'"item": "option", ...' in score.stdout


def test_an_option_that_takes_several_takes_them_one_by_one_too():
    assert ["fi", "en", "sv"] == cli.parser().parse_args(["build", "--lang", "fi", "--lang", "en", "sv"]).lang


def test_a_character_without_a_plain_form_is_a_question_mark(monkeypatch):
    monkeypatch.setattr(streams.sys, "stdout", None)
    monkeypatch.setattr(streams.sys, "stderr", None)
    streams.make_printable()

    assert b'aa..."->?' == "aä…”→☂".encode("ascii", streams.HANDLER)


def test_answers_with_a_byte_order_mark_are_scored(tmp_path):
    plain, marked = tmp_path / "plain.json", tmp_path / "marked.json"
    plain.write_text('{"situation": ["employed"]}', encoding="utf-8")
    marked.write_text('{"situation": ["employed"]}', encoding="utf-8-sig")
    first, second = run("score", "--answers", plain), run("score", "--answers", marked)

    assert 0 == second.returncode and "error" not in json.loads(second.stdout)
    assert first.stdout == second.stdout


@pytest.mark.parametrize("text", ['{},"disagree":["mood"]', "{} {}", "", "[" * 100_000])
def test_answers_that_are_no_json_are_refused(tmp_path, text):
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    done = run("score", "--answers", path)

    assert (1, b"") == (done.returncode, done.stdout)
    assert b"not valid JSON" in done.stderr


def test_what_is_wrong_with_answers_is_told_in_finnish_too(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text('{"municipality": "Raahe", "own.well": 3}', encoding="utf-8")
    done = run("score", "--answers", path, "--messages", "fi")

    assert (1, b"") == (done.returncode, done.stdout)
    first, second = done.stderr.decode().splitlines()
    assert f'{path}: municipality: "Raahe" ei ole kysymyksen vaihtoehto. Käytä jotakin näistä: 009' in first
    assert first.endswith("ja 19 muuta.")
    assert f"{path}: own.well: omien sanojen pitää olla tekstiä. Anna teksti." == second


def test_a_port_in_use_is_told_before_the_build(monkeypatch):
    monkeypatch.setattr(watch.Draft, "refresh", None)
    said = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert 2 == watch.serve(project.of(ROOT), port, said.append, None)
    assert [f"Port {port} cannot be used: another program uses it. Choose another with --port."] == said


def test_a_number_that_is_no_port_is_told_so():
    done = run("serve", "--port", "99999")

    assert 2 == done.returncode and b"99999 is no port" in done.stderr


def test_serve_lives_on_when_a_reading_ends_in_an_exception(tmp_path, monkeypatch):
    readings, said = iter([LookupError("first"), None]), []

    def refresh(*_):
        if error := next(readings):
            raise error
        raise KeyboardInterrupt

    monkeypatch.setattr(watch.Draft, "refresh", refresh)
    monkeypatch.setattr(watch, "_changes", lambda *_: iter([set()]))
    here = project.Project(program=tmp_path, roots=(tmp_path,), work=tmp_path / "build")

    assert 0 == watch.serve(here, 0, said.append, None)
    assert "serve met a mistake in the program (LookupError)" in said[0]


def test_an_exception_in_a_command_is_one_sentence(monkeypatch, capsys, tmp_path):
    def fail(_):
        raise LookupError("x")

    monkeypatch.setattr(cli, "check", fail)
    monkeypatch.setattr(cli, "ROOT", tmp_path)

    assert 2 == cli.main(["check"])
    assert 1 == capsys.readouterr().err.count("\n")
