from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpResponseForbidden
from django.http.request import split_domain_port


def own_origin_only(view):
    """
    Refuses a form that stands on a page of another site, as a browser says. A client that sends no Origin is no browser
    and has no cookies to abuse.
    """

    @wraps(view)
    def checked(request, *args, **kwargs):
        origin = request.headers.get('Origin')
        own, _ = split_domain_port(request.get_host())
        if origin is not None and _host(origin) != own:
            return HttpResponseForbidden('This form was not sent from our pages.\n', content_type='text/plain')
        return view(request, *args, **kwargs)

    return checked


def _host(origin):
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None
