from urllib.parse import parse_qsl, unquote, urlsplit

from .setting import SettingError, required

CONNECT_TIMEOUT_SECONDS = 3


def database():
    """What Django wants to know of the database, from DATABASE_URL. Raises SettingError."""
    try:
        return _database(urlsplit(required('DATABASE_URL')))
    except ValueError:
        # What was wrong is left out, and so is what it came from: it may be the password.
        raise SettingError('the setting DATABASE_URL must be postgres://user:password@host:port/database') from None


def _database(url):
    if url.scheme not in ('postgres', 'postgresql') or not url.hostname or len(url.path) < 2:
        raise ValueError
    return {
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': unquote(url.path[1:]),
        'USER': unquote(url.username or ''),
        'PASSWORD': unquote(url.password or ''),
        'HOST': url.hostname,
        'PORT': str(url.port or 5432),
        'OPTIONS': {'connect_timeout': CONNECT_TIMEOUT_SECONDS, **dict(parse_qsl(url.query))},
    }
