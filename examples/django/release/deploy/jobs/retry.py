import time

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5
# What the last try has, however little of the limit is left.
LEAST_SECONDS = 1


class GivenUp(Exception):
    """The last failure, after the time that there was."""


def retrying(work, kind, limit_seconds, say):
    """
    What `work` returns, which is given the seconds left, at least one. It is tried again, after longer and longer
    pauses, while it raises an error of this kind. Raises GivenUp after the limit.
    """
    give_up_at = time.monotonic() + limit_seconds
    pause = FIRST_PAUSE_SECONDS
    while True:
        left = give_up_at - time.monotonic()
        try:
            return work(max(left, LEAST_SECONDS))
        except kind as error:
            left = give_up_at - time.monotonic()
            if left <= 0:
                raise GivenUp(f'{error}; given up after {limit_seconds:g} s') from error
            say(f'{error}; trying again')
            time.sleep(min(pause, left))
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
