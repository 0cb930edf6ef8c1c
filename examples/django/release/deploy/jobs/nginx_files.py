import os
import re


def write_nginx_files(source, target, settings):
    """nginx knows no settings from outside: each ${NAME} gets its value, and a line with one not given is left out."""
    for name in os.listdir(source):
        if name.startswith('nginx') and name.endswith('.conf'):
            with open(f'{source}/{name}', encoding='utf-8') as file:
                lines = [filled(line, settings) for line in file]
            with open(f'{target}/{name}', 'w', encoding='utf-8') as file:
                file.write(''.join(lines))


def filled(line, settings):
    names = re.findall(r'\$\{([A-Z_]+)\}', line)
    if any(name not in settings for name in names):
        return ''
    return re.sub(r'\$\{([A-Z_]+)\}', lambda match: settings[match[1]], line)
