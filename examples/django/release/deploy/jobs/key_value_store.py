import base64
import json
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote, urlsplit

# How long the store may hold back the answer to a question for what changed, and what it takes beyond that.
WAIT_SECONDS = 60
ANSWER_SECONDS = 5
# A store that does not hold its answer back must not be asked without a pause.
PAUSE_SECONDS = 1


class StoreError(Exception):
    """The store could not be read; says why, without any value."""


class KeyValueStore:
    """The keys below one prefix of a store with Consul's HTTP API."""

    def __init__(self, url, prefix, consistent):
        self.url = urlsplit(url if '://' in url else f'http://{url}')
        self.prefix = prefix.strip('/')
        self.consistent = consistent

    def read(self, within_seconds):
        """The values by name, and the index of this state. Raises StoreError."""
        return self._ask('recurse' + ('&consistent' if self.consistent else ''), min(ANSWER_SECONDS, within_seconds))

    def read_after(self, index):
        """The same once the state has another index than this one, or after a while."""
        began = time.monotonic()
        mode = '&consistent' if self.consistent else ''
        values, new_index = self._ask(f'recurse{mode}&index={index}&wait={WAIT_SECONDS}s', WAIT_SECONDS * 17 / 16 + ANSWER_SECONDS)
        if new_index <= index and time.monotonic() - began < PAUSE_SECONDS:
            time.sleep(PAUSE_SECONDS)
        # One that went back belongs to a store that was set up anew.
        return values, new_index if new_index >= index else 0

    def _ask(self, query, timeout_seconds):
        kind = HTTPSConnection if self.url.scheme == 'https' else HTTPConnection
        connection = kind(self.url.hostname, self.url.port, timeout=timeout_seconds)
        folder = f'{self.prefix}/' if self.prefix else ''
        try:
            connection.request('GET', f'{self.url.path.rstrip("/")}/v1/kv/{quote(folder)}?{query}')
            answer = connection.getresponse()
            text = answer.read()
            if answer.status == 404:
                raise StoreError(f'the store has no keys below {folder}')
            if answer.status != 200:
                raise StoreError(f'the store answered {answer.status}')
            return self._values(json.loads(text), folder), int(answer.headers.get('X-Consul-Index') or 0)
        except (OSError, HTTPException) as error:
            raise StoreError(f'the store at {self._place()} gave no answer: {error or type(error).__name__}') from error
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f'the store answered with something else than a list of keys ({type(error).__name__})') from error
        finally:
            connection.close()

    def _values(self, entries, folder):
        names = {entry['Key'][len(folder):]: entry['Value'] for entry in entries}
        # An empty value comes as null; a folder, and what lies in folders below, is no setting.
        return {name: _text(name, value or '') for name, value in names.items() if name and '/' not in name}

    def _place(self):
        """Without a name and password that may stand before it."""
        return self.url.netloc.rpartition('@')[2]


def _text(name, encoded):
    try:
        return base64.b64decode(encoded).decode('utf-8')
    except UnicodeDecodeError:
        # The error would tell bytes of the value.
        raise StoreError(f'the value of {name} is no text in UTF-8') from None
