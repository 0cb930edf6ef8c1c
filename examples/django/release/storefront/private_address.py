"""The address at which a balancer asks this machine, as EC2's instance metadata service (version 2) gives it."""
import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from .setting import SettingError, choice, optional

ENDPOINT = 'http://169.254.169.254'
TIMEOUT_SECONDS = 1
ATTEMPTS = 2


def private_hosts():
    """Its private address, or nothing where PRIVATE_ADDRESS_FROM says so. Raises SettingError where it cannot be had."""
    if choice('PRIVATE_ADDRESS_FROM', ('metadata', 'none'), 'none') == 'none':
        return []
    endpoint = optional('AWS_EC2_METADATA_SERVICE_ENDPOINT', ENDPOINT)
    for attempt in range(ATTEMPTS):
        try:
            return [_address(urlsplit(endpoint))]
        except (OSError, HTTPException) as error:
            failure = error
    raise SettingError(f'the private address is unknown: the metadata service at {endpoint} failed: {failure}') from failure


def _address(endpoint):
    token = _ask(endpoint, 'PUT', '/latest/api/token', {'X-aws-ec2-metadata-token-ttl-seconds': '60'})
    text = _ask(endpoint, 'GET', '/latest/meta-data/local-ipv4', {'X-aws-ec2-metadata-token': token})
    try:
        socket.inet_pton(socket.AF_INET, text)
    except OSError:
        raise HTTPException(f'it gave no IPv4 address but {text[:40]!r}')
    return text


def _ask(endpoint, method, path, headers):
    kind = HTTPSConnection if endpoint.scheme == 'https' else HTTPConnection
    connection = kind(endpoint.hostname, endpoint.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, endpoint.path.rstrip('/') + path, headers=headers)
        answer = connection.getresponse()
        text = answer.read(4096).decode('latin-1').strip()
    finally:
        connection.close()
    if answer.status != 200:
        raise HTTPException(f'{method} {path} answered {answer.status}')
    return text
