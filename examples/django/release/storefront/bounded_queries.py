import select
import time

import psycopg2
from psycopg2 import extensions

LIMIT_SECONDS = 2.5


def bound_queries():
    """
    No wait for the database in this process is longer than the limit, whether it connects or asks: a server that is
    there and says nothing must not take all the workers.
    """
    extensions.set_wait_callback(_wait)


def _wait(connection):
    give_up_at = time.monotonic() + LIMIT_SECONDS
    while True:
        state = connection.poll()
        if state == extensions.POLL_OK:
            return
        readable, writable = ([connection], []) if state == extensions.POLL_READ else ([], [connection])
        left = give_up_at - time.monotonic()
        if left <= 0 or not any(select.select(readable, writable, [], left)):
            raise psycopg2.OperationalError(f'the database gave no answer within {LIMIT_SECONDS} s')
