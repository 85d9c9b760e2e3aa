"""How the command line is read, and what it says: argparse, in the reader's language and with the nearest right word."""

import argparse

from site_src.program import messages
from site_src.program.content.problems import among
from site_src.program.messages import msg, told

LAST_PORT = 65535
# What argparse itself says to a person; it looks these up as they stand.
SAID = (
    msg("usage: "),
    msg("positional arguments"),
    msg("options"),
    msg("show this help message and exit"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("the following arguments are required: %s"),
    msg("expected one argument"),
    msg("expected at least one argument"),
    msg("ignored explicit argument %r"),
)


class Parser(argparse.ArgumentParser):
    """A parser of commands and options whose texts are messages."""

    def __init__(self, **given):
        super().__init__(**given, allow_abbrev=False)
        # Its place on the line does not matter, so no parser may put its own default over another's find.
        about = msg("the language of messages; without it, the machine's")
        self.add_argument("--messages", choices=messages.LANGUAGES, default=argparse.SUPPRESS, help=about)

    def add_argument(self, *names, **given):
        """An argument; `help` and `metavar` may be messages."""
        texts = {key: told(text) for key, text in given.items() if key in ("help", "metavar")}
        if "choices" in given and not names[0].startswith("-"):
            # What is missing is told by what it may be, and not by a name of the program's.
            texts["metavar"] = f"{{{','.join(given['choices'])}}}"
        if given.get("nargs") == "+" and names[0].startswith("-"):
            # Given again, it means these too; argparse would forget the first.
            texts["action"] = "extend"
        return super().add_argument(*names, **{**given, **texts})

    def add_commands(self):
        """A function `command(name, run, about)` that adds a command and returns its parser."""
        commands = self.add_subparsers(title=told(msg("commands")), required=True, metavar=told(msg("COMMAND")))

        def command(name, run, about):
            made = commands.add_parser(name, help=told(about), description=told(about))
            made.set_defaults(run=run, parser=made)
            return made

        return command

    def parse_args(self, args=None, namespace=None):
        """What the arguments say. Leaves the program with status 2 where something in them is wrong."""
        before = args[0].split("=")[0] if args and args[0].startswith("-") else ""
        if before and before not in self._option_string_actions:
            self._unknown(before)
        options, left = self.parse_known_args(args, namespace)
        if left and "passed_on" in options:
            # argparse takes what it leaves to another program only from the first word on that is no option.
            options.passed_on[:0] = left
        elif left:
            options.parser._unknown(left[0])
        return options

    def _unknown(self, word):
        name = word.split("=")[0]
        if word.startswith("-"):
            self.error(told(among(msg("There is no option {name}.", name=name), name, self._option_string_actions)))
        self.error(told(msg("{word} is one word too many. Leave it out, or put what belongs together in quotes.", word=word)))

    def _check_value(self, action, value):
        """What argparse asks of each value: one that is not among the choices is told with the nearest that is."""
        if action.choices is not None and value not in action.choices:
            command = isinstance(action, argparse._SubParsersAction)
            what = msg("There is no command {name}.", name=value) if command else msg("There is no {name} here.", name=value)
            raise argparse.ArgumentError(action if action.option_strings else None, told(among(what, value, action.choices)))

    def error(self, message):
        """Ends the program with what is wrong, and where to read more."""
        more = msg("`{command} --help` tells more.", command=self.prog)
        self.exit(2, told(msg("{place}: {message}", place=self.prog, message=f"{message.rstrip('.')}. {told(more)}")) + "\n")


def choose_language(arguments):
    """Chooses the language before anything is said, also of the words of argparse."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    after = words[words.index("--messages") + 1 :] if "--messages" in words else []
    messages.use(next((word for word in after[:1] if word in messages.LANGUAGES), None))
    argparse.__dict__["_"] = messages.translated


def _refused(message):
    # argparse puts the words together itself, so they have to be told before.
    return argparse.ArgumentTypeError(told(message))


def port(text):
    """A port number, 0 for any that is free."""
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise _refused(msg("{text} is no port. Give a number from 0 to {last_port}.", text=text, last_port=LAST_PORT))
    return int(text)


def address(text):
    """Where a site is published, with a slash at the end."""
    if not text.startswith("https://"):
        raise _refused(msg("{text} is no address. Give one that begins with https://.", text=text))
    return text if text.endswith("/") else f"{text}/"


def shard(text):
    """A part of a whole, such as 2/3."""
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise _refused(msg("{text} is no part of a whole. Give one such as 1/3.", text=text))
    return int(number), int(count)
