"""Settings of the process environment, of the file that deploy/render writes, and of files that hold one value each."""
import os
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
RENDERED = BASE / 'run' / 'web.env'


class SettingError(Exception):
    """A setting that the shop cannot start with; names it and never its value."""


def required(name):
    """The text of a setting. Raises SettingError where it is missing or empty."""
    text = _given(name)
    if not text:
        raise SettingError(f'the setting {name} is missing or empty; give it in the store or the environment')
    return text


def optional(name, default):
    return _given(name) or default


def flag(name, default):
    return choice(name, ('true', 'false'), 'true' if default else 'false') == 'true'


def choice(name, choices, default):
    """One of these words. Raises SettingError where the setting is another."""
    text = optional(name, default)
    if text not in choices:
        raise SettingError(f'the setting {name} must be {" or ".join(choices)}')
    return text


def host_and_port(name):
    """`host:port` as a pair, or None where there is no such setting. Raises SettingError where it is something else."""
    text = optional(name, '')
    host, _, port = text.rpartition(':')
    if text and not (host and port.isdigit()):
        raise SettingError(f'the setting {name} must be host:port')
    return (host.strip('[]'), int(port)) if text else None


def _given(name):
    # An empty value is an answer too: a shop must not start with an older one of another place.
    if name in os.environ:
        return os.environ[name].strip()
    if name + '_FILE' in os.environ:
        try:
            return Path(os.environ[name + '_FILE']).read_text('utf-8').strip()
        except OSError as error:
            raise SettingError(f'the setting {name} cannot be read from the file of {name}_FILE: {error.strerror}') from None
    return _rendered().get(name, '').strip()


def _rendered():
    try:
        # Not splitlines(), for which signs within a value end a line too.
        lines = RENDERED.read_text('utf-8').split('\n')
    except FileNotFoundError:
        return {}
    return dict(line.split('=', 1) for line in lines if '=' in line)
