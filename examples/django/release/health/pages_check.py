"""The pages that visitors ask for most: the front page and that of an item."""
import io
import os
import sys
from http.client import HTTPConnection

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import got_request_exception
from django.db import connection

from shop.models import Item

from .run_checks import described

TIMEOUT_SECONDS = 2.5

_handler = None


def pages(host):
    """`host` is a name that the shop answers to."""
    ask = _ask_proxy if settings.PAGES_CHECK == 'http' else lambda path: _ask_in_process(path, host)
    try:
        failures = [failure for failure in (_failure(ask, '/'), _item_failure(ask)) if failure]
    finally:
        connection.close()
    if failures:
        raise RuntimeError('; '.join(failures))


def _item_failure(ask):
    try:
        slug = Item.objects.order_by('id').values_list('slug', flat=True).first()
    except Exception as error:
        return f'finding an item failed: {described(error)}'
    return slug and _failure(ask, f'/items/{slug}/')


def _failure(ask, path):
    try:
        status, body, why = ask(path)
    except OSError as error:
        return f'GET {path} failed: {described(error)}'
    if status == 200 and body.strip():
        return None
    what = f'{status} with an empty body' if status == 200 else str(status)
    return f'GET {path} answered {what}{why}'


def _ask_in_process(path, host):
    """As a visitor by HTTPS, through the middleware, routes and templates, without a socket."""
    global _handler
    if _handler is None:
        _handler = WSGIHandler()
    request = WSGIRequest({
        'REQUEST_METHOD': 'GET', 'PATH_INFO': path, 'SCRIPT_NAME': '', 'QUERY_STRING': '', 'SERVER_NAME': 'localhost',
        'SERVER_PORT': '80', 'SERVER_PROTOCOL': 'HTTP/1.1', 'HTTP_HOST': host, 'HTTP_X_FORWARDED_PROTO': 'https',
        'wsgi.input': io.BytesIO(), 'wsgi.url_scheme': 'http',
    })
    response = _handler.get_response(request)
    error = getattr(request, 'unexpected', None)
    return response.status_code, response.content, f': {described(error)}' if error else _whither(response.get('Location'))


def _ask_proxy(path):
    address = os.environ.get('BIND_ADDRESS', '0.0.0.0')
    proxy = HTTPConnection('127.0.0.1' if address == '0.0.0.0' else address, int(os.environ['PORT']), timeout=TIMEOUT_SECONDS)
    try:
        proxy.request('GET', path, headers={'Host': settings.RELEASE_HOST, 'X-Forwarded-Proto': 'https'})
        answer = proxy.getresponse()
        return answer.status, answer.read(), _whither(answer.headers.get('Location'))
    finally:
        proxy.close()


def _whither(location):
    return f', to {location}' if location else ''


def _keep(sender, request=None, **_):
    # Django answers with an error page and logs why; the check has to say why too.
    request.unexpected = sys.exc_info()[1]


got_request_exception.connect(_keep)
