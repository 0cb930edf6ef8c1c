import os
import re


class UnfitValue(Exception):
    """Something that cannot stand in an env file; names the setting only."""


class EnvFile:
    """NAME=value lines, for the owner's eyes only."""

    def __init__(self, path):
        self.path = path

    def write(self, values):
        """At once: a reader sees the old text or the new one. Raises UnfitValue."""
        text = _text(values)
        os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
        aside = f'{self.path}.{os.getpid()}'
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w', encoding='utf-8') as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self.path)

    def differs(self, values):
        try:
            with open(self.path, encoding='utf-8') as file:
                return file.read() != _text(values)
        except FileNotFoundError:
            return True


def _text(values):
    lines = []
    for name, value in sorted(values.items()):
        if not re.fullmatch(r'[A-Z][A-Z0-9_]*', name):
            raise UnfitValue(f'the key {name!r} is no name of a setting')
        # A value that was put from a file ends with a line break.
        value = value.rstrip('\r\n')
        if re.search(r'[\r\n\0]', value):
            raise UnfitValue(f'the value of {name} has several lines')
        lines.append(f'{name}={value}\n')
    return ''.join(lines)
