# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A function with docments becomes a command; errors become one line, results one JSON document"""
import re
from contextlib import contextmanager
from .job.timers import Text
from typing import Any
from typing import Iterator

__all__ = ['COMMANDS', 'HINT', 'TOLD', 'SILENCE', 'PAUSE', 'POSITIONAL', 'ADDED', 'ALIASES', 'command', 'with_root', 'Told', 'complain', 'note', 'doing', 'output', 'span', 'steps', 'rest', 'alive', 'print_all', 'parser', 'arguments', 'execute', 'overview', 'main']

COMMANDS: dict[Any, Any]

def command(name: str) -> Any:
    """Enter a function with docments into `COMMANDS`

    - `name`: as it is typed after `wallpicker`
    """
HINT: re.Pattern[str]

def with_root(text: str, root: Any) -> str:
    """The same text, in which each command that takes a root has one

    - `text`: with commands between backquotes
    - `root`: of the command that prints it; None: leave it as it is
    """

class Told:
    """What was said on stderr: how many lines, when, and whether one is to be written over; `quiet` and `root` of the command"""
    quiet: bool
    root: Any
    over: str
    last: Any
    lines: Any
    lock: Any
    def __init__(self) -> None: ...
    def line(self, text: str, over: bool = False) -> None:
        """Print a line

        - `text`: `over`: on a terminal, the next line takes its place
        - `over`: `over`: on a terminal, the next line takes its place
        """
    def clear(self) -> None:
        """Take back the line that is to be written over"""
TOLD: Told
SILENCE: float

def complain(text: Any) -> None:
    """Print a line on stderr, also with `--quiet`; words of over a thousand characters are cut

    - `text`: what went wrong, and what to do
    """

def note(text: Any) -> None:
    """Print a line for people on stderr, where it does not mix with JSON

    - `text`: one line
    """

def doing(text: Any) -> None:
    """Print a line on stderr that the next one takes the place of; where lines stay, only now and then

    - `text`: what a command does just now
    """

def output(result: Any, text: str, as_json: bool) -> None:
    """Print a result for people or, as one JSON document, for programs

    - `result`: what the command found: a dict or a list
    - `text`: the same for people
    - `as_json`: which of the two
    """

def span(seconds: float) -> str:
    """A time in words: 40 s, 3 min, 2 h"""

def steps(what: str = '') -> Any:
    """A callback for slow work: says how far it is, and how long it takes still

    - `what`: is done, such as 'pictures opened'
    """
PAUSE: int

def rest() -> None:
    """From now on this command waits for its user: no more signs of life"""

@contextmanager
def alive(name: str) -> Iterator[Any]:
    """Say now and then that a command is at work

    - `name`: of a command
    """

def print_all(stream: Any) -> None:
    """From now on a stream of text prints every character, or something in its place

    - `stream`: stdout or stderr
    """
POSITIONAL: list[str]
ADDED: tuple[str, str]

def parser(name: str) -> Any:
    """A parser for what follows a command, made from its signature

    - `name`: of a command
    """

def arguments(name: str, words: list[str]) -> dict[Any, Any]:
    """Parse the words of a command. Exits with status 2 and one line when they do not fit

    - `name`: of a command
    - `words`: what follows it
    - returns: parameter → value
    """

def execute(name: str, args: dict[Any, Any]) -> int:
    """Call a command, its errors as one line

    - `name`: of a command
    - `args`: for its function
    - returns: exit status
    """

def overview() -> Text:
    """What `wallpicker` alone prints

    - returns: one line for each command
    """
ALIASES: dict[Any, Any]

def main(argv: list[str] | None = None) -> int:
    """The `wallpicker` command

    - `argv`: words after `wallpicker`; None: those of this process
    - returns: exit status: 0 done, 1 could not, 2 wrong usage, 130 stopped by Ctrl-C
    """
