import json
import re
import socket
import time

# RFC 5424, section 6.2.1: facility daemon, severity error.
PRIORITY = 3 * 8 + 3
# Of the lines that are kept; a datagram holds no more.
SHIPPED_LINES = 20
# How Python ends a traceback, and Django's commands their complaints.
COMPLAINT = re.compile(r'^[\w.]*(?:Error|Exception|Exit): ')


def ship_stop(collector, what, last_lines):
    """
    Sends the event that a job is stopped, with the last lines of its program, to a collector at host:port; nowhere where
    that is empty. What cannot be sent is lost: nobody waits for a collector.
    """
    if not collector:
        return
    host, _, port = collector.rpartition(':')
    message = f'<{PRIORITY}>{time.strftime("%b %e %H:%M:%S")} init: {json.dumps(stop_event(what, last_lines))}'
    try:
        address = socket.getaddrinfo(host.strip('[]'), int(port), type=socket.SOCK_DGRAM)[0]
        with socket.socket(*address[:2]) as sender:
            sender.sendto(message.encode(), address[4])
    except (OSError, ValueError):
        pass


def stop_event(what, last_lines):
    why = next((line for line in reversed(last_lines) if COMPLAINT.match(line)), last_lines[-1] if last_lines else None)
    return {
        'time': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()),
        'level': 'error',
        'log': 'init',
        'msg': f'{what}; {why}' if why else what,
        'lastLines': last_lines[-SHIPPED_LINES:],
    }
