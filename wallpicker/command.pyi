# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""A function with docments becomes a command; errors become one line, results one JSON document"""
from .job.timers import Text
from typing import Any

__all__ = ['COMMANDS', 'POSITIONAL', 'command', 'output', 'note', 'arguments', 'execute', 'overview', 'main']

COMMANDS: dict[Any, Any]

def command(name: str) -> Any:
    """Enter a function with docments into `COMMANDS`

    - `name`: as it is typed after `wallpicker`
    """

def output(result: Any, text: str, as_json: bool) -> None:
    """Print a result for people or, as one JSON document, for programs

    - `result`: what the command found: a dict or a list
    - `text`: the same for people
    - `as_json`: which of the two
    """

def note(text: Any) -> None:
    """Print a line for people on stderr, where it does not mix with JSON

    - `text`: one line
    """
POSITIONAL: list[str]

def arguments(name: str, words: list[str]) -> dict[Any, Any]:
    """Parse the words of a command. Exits with status 2 and a usage line when they do not fit

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

def main(argv: list[str] | None = None) -> int:
    """The `wallpicker` command

    - `argv`: words after `wallpicker`; None: those of this process
    - returns: exit status: 0 done, 1 could not, 2 wrong usage, 130 stopped by Ctrl-C
    """
