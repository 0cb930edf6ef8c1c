import json
import logging
import time

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from storefront.redact import redactor

from .database_check import database
from .migrations_check import migrations
from .pages_check import pages
from .run_checks import run_checks

log = logging.getLogger('health')

COMPONENT_TYPES = {'database': 'datastore', 'migrations': 'datastore', 'pages': 'component'}


@require_safe
@never_cache
def health(request):
    """200 where every check passes, else 503; without any check where HEALTH_MODE is shallow."""
    began = time.monotonic()
    results = [] if settings.HEALTH_MODE == 'shallow' else run_checks({
        'database': database,
        'migrations': migrations,
        'pages': lambda: pages(request.get_host()),
    })
    redact = redactor(settings.SECRETS)
    failures = {name: redact(failure) for name, _, failure in results if failure is not None}
    status = 503 if failures else 200
    if failures:
        log.error('fail', extra={'fields': {
            'url': request.get_full_path(), 'host': request.get_host(), 'status': status, 'release': settings.RELEASE_ID,
            'durationMs': round((time.monotonic() - began) * 1000), 'failures': failures,
        }})
    body = {
        'status': 'fail' if failures else 'pass',
        'releaseId': settings.RELEASE_ID,
        'checks': {name: [_check_answer(name, ms, failures.get(name))] for name, ms, _ in results},
    }
    text = json.dumps(body, ensure_ascii=False, separators=(',', ':')) + '\n'
    return HttpResponse(text, content_type='application/health+json', status=status)


def _check_answer(name, ms, failure):
    answer = {
        'status': 'pass' if failure is None else 'fail',
        'componentType': COMPONENT_TYPES[name],
        'observedValue': ms,
        'observedUnit': 'ms',
    }
    return answer if failure is None else {**answer, 'output': failure}
