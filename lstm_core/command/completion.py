"""The completion of the command in bash, from its parser."""

import argparse
from collections.abc import Iterator
from typing import Final

_SCRIPT: Final = """\
_memory_pipe() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} words=
  if [[ $COMP_CWORD -eq 1 ]]; then
    words="{actions}"
  else
    case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{choices}
    *) if [[ $word == -* ]]; then
      case "${{COMP_WORDS[1]}}" in
{options}
      esac
    fi ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _memory_pipe memory-pipe
"""


def bash(command: argparse.ArgumentParser) -> str:
    """Return a script for bash that completes actions, options and their choices, otherwise names of files.

    Parameters
    ----------
    command : argparse.ArgumentParser
        A parser whose only positional argument is the action.
    """
    parsers = dict(_actions(command))
    choices = [
        f'    "{name} {option}") words="{" ".join(map(str, one.choices))}" ;;'
        for name, parser in parsers.items()
        for one in parser._actions
        if one.choices
        for option in one.option_strings
    ]
    options = [
        f'      {name}) words="{" ".join(parser._option_string_actions)}" ;;'
        for name, parser in parsers.items()
    ]
    general = command._option_string_actions
    words = " ".join([*parsers, *general])
    return _SCRIPT.format(actions=words, choices="\n".join(choices), options="\n".join(options))


def _actions(command: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for one in command._actions:
        if isinstance(one.choices, dict):
            yield from one.choices.items()
