# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""What to ask for, what never to show and how much of it: wallpicker.toml, read, checked and changed"""
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ['RULES', 'PICK', 'HOURS', 'DEGREES', 'DESKTOP', 'TASTE', 'RESERVE', 'WALLHAVEN', 'SETTINGS', 'QUERY_KEYS', 'QUERY', 'QUERY_NOTE', 'SHARE', 'DEFAULTS', 'YES_NO', 'Setting', 'defaults', 'config_text', 'mistake', 'mistakes', 'read_settings', 'change_settings', 'setting_named', 'value_of']


@dataclass(frozen=True)
class Setting:
    """One line of wallpicker.toml"""
    name: str  # as in the file
    default: object  # also says of what kind a value must be
    note: str  # the comment beside it
    limits: tuple[Any, ...] | str | None = ...  # the lowest and the highest number, or a regular expression for a text
RULES: tuple[Setting, Setting, Setting, Setting, Setting, Setting, Setting]
PICK: tuple[Setting, Setting, Setting, Setting, Setting, Setting]
HOURS: str
DEGREES: str
DESKTOP: tuple[Setting, Setting, Setting, Setting, Setting, Setting, Setting]
TASTE: tuple[Setting]
RESERVE: tuple[Setting, Setting, Setting]
WALLHAVEN: tuple[Setting, Setting]
SETTINGS: dict[Any, Any]
QUERY_KEYS: tuple[str, str, str, str, str, str, str, str, str, str, str, str, str, str]
QUERY: dict[Any, Any]
QUERY_NOTE: str
SHARE: Setting

def defaults() -> dict[Any, Any]:
    """Every setting at its default; new objects each time, so that a caller may change them

    - returns: section = {name: default}; `query` is a list of dicts
    """
DEFAULTS: dict[Any, Any]

def config_text() -> str:
    """A fresh `wallpicker.toml`: every setting at its default, with a comment that says what it does

    - returns: a TOML document
    """

def mistake(setting: Setting, value: Any) -> str | None:
    """What is wrong with the value of a setting, in words

    - `setting`: what is set
    - `value`: to this
    - returns: None when it will do
    """

def mistakes(found: dict[Any, Any]) -> list[str]:
    """Every mistake in a parsed settings file, in words

    - `found`: a settings file, parsed
    - returns: empty when all is well
    """

def read_settings(path: Path) -> dict[Any, Any]:
    """The settings as they stand in the file now, over the defaults; `FoldersError` names every mistake and the file

    - `path`: of wallpicker.toml; all settings are at their defaults when there is none
    - returns: sections of settings; `query` is a list
    """

def change_settings(path: Path, section: str, **values: Any) -> dict[Any, Any]:
    """Change settings in the file and keep its comments; raises `FoldersError` and changes nothing when one is wrong

    - `path`: of wallpicker.toml; made when it is not there
    - `section`: one of the sections that hold single values, such as 'pick'
    - returns: the section as it is now
    """

def setting_named(name: str) -> tuple[Any, ...]:
    """Find a setting

    - `name`: as in 'pick.count', or 'count' where only one section has it
    - returns: (section, Setting); `FoldersError` with the nearest name when there is none
    """
YES_NO: dict[Any, Any]

def value_of(setting: Setting, text: str) -> Any:
    """The value of a setting out of a word

    - `setting`: that it is for
    - `text`: as typed: 12, 0.7, yes, 07:00-19:00, people,tag:car or ["people", "tag:car"]
    """
