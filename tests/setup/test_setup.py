"""Setting up a machine that has Python only: what is missing is made, what is half made is made again, failures are told."""

import subprocess
import threading

import pytest

import build
from site_src.program import cli
from site_src.program.setup import locking, setup


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, with the commands that set-up would run written down instead."""
    for name in ("requirements.txt", "requirements-test.txt", "requirements-node.txt", "package.json", "package-lock.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    ran = []

    class Builder:
        def __init__(self, clear, with_pip):
            assert clear and with_pip

        def create(self, folder):
            ran.append("venv")
            python = setup.venv_python(tmp_path)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.write_text("", encoding="utf-8")

    def run(command, root, what):
        ran.append(what)
        if what.endswith("npm packages"):
            (root / "node_modules").mkdir(exist_ok=True)

    monkeypatch.setattr(setup.venv, "EnvBuilder", Builder)
    monkeypatch.setattr(setup, "_run", run)
    monkeypatch.setattr(setup, "npm_command", lambda root: ["npm"])
    return tmp_path, ran


FIRST = ["venv", "Installing requirements.txt", "Installing requirements-test.txt", "Installing the npm packages"]


def test_a_first_start_makes_everything(project):
    root, ran = project
    setup.ensure(root, ("", "test"))

    assert FIRST == ran


def test_a_second_start_makes_nothing(project):
    root, ran = project
    setup.ensure(root, ("", "test"))
    ran.clear()
    setup.ensure(root, ("", "test"))

    assert ran == []


def test_packages_with_a_lock_of_their_own_are_installed_when_somebody_asks_for_them(project):
    root, ran = project
    setup.ensure(root, ("", "test"))
    ran.clear()
    (root / "forms").mkdir()
    for name in ("package.json", "package-lock.json"):
        (root / "forms" / name).write_text(name, encoding="utf-8")
    setup.ensure(root, ("", "test"), (".", "forms"))
    setup.ensure(root, ("", "test"), (".", "forms"))

    assert ["Installing the npm packages"] == ran
    assert (root / "forms/node_modules" / setup.STAMP).exists()


def test_a_half_made_environment_heals(project):
    root, ran = project
    (root / ".venv").mkdir()
    setup.ensure(root, ("", "test"))

    assert FIRST == ran


def test_two_first_starts_at_once_set_up_one_after_the_other_and_the_second_says_that_it_waits(project, capfd):
    root, ran = project
    with setup._alone(root):
        second = threading.Thread(target=setup.ensure, args=(root, ("",)))
        second.start()
        second.join(0.5)
        waited, before = second.is_alive(), list(ran)
    second.join(20)

    assert (True, []) == (waited, before)
    assert ["venv", "Installing requirements.txt", "Installing the npm packages"] == ran
    assert "Another command is setting up this folder." in capfd.readouterr().err


def test_a_folder_that_nobody_may_write_to_is_told(tmp_path):
    (tmp_path / setup.LOCK).mkdir()

    with pytest.raises(setup.SetupError, match="Set-up cannot write .*setup.lock"), setup._alone(tmp_path):
        pass


def test_a_changed_requirement_is_installed_again_and_nothing_else(project):
    root, ran = project
    setup.ensure(root, ("", "test"))
    ran.clear()
    (root / "requirements-test.txt").write_text("changed", encoding="utf-8")
    setup.ensure(root, ("", "test"))

    assert ran == ["Installing requirements-test.txt"]


def test_a_failed_download_says_what_failed_and_what_to_do_and_leaves_no_stamp(tmp_path, monkeypatch):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="ERROR: no route to the registry")
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: failed)
    (tmp_path / "requirements.txt").write_text("x", encoding="utf-8")

    with pytest.raises(setup.SetupError, match="(?s)Installing requirements.txt failed.*no route.*run the same command again"):
        setup._ensure_requirements(tmp_path, "")

    assert not list(tmp_path.rglob(".complete*"))


def test_an_old_python_is_told_which_one_is_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(setup, "MINIMUM_PYTHON", (99, 0))

    with pytest.raises(setup.SetupError, match="Python 99.0 or later is needed"):
        setup.ensure(tmp_path, ("",))


def test_what_a_command_needs_more_than_the_others_is_installed_for_it():
    commands = next(action for action in cli.parser()._actions if isinstance(action.choices, dict)).choices
    named = {part for parts in build.PARTS.values() for part in parts if part}

    assert build.PARTS.keys() <= commands.keys()
    assert {"package", "publish", "rollback", "kit"} <= {name for name, parts in build.PARTS.items() if "publish" in parts}
    assert set() == {part for part in named if f"requirements-{part}" not in locking.PARTS}
