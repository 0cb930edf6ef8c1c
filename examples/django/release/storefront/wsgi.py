import os

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'storefront.settings')

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from .bounded_queries import bound_queries
from .private_address import private_hosts

application = get_wsgi_application()
# Only what serves needs to know its own address: migrations are also run on machines that have none.
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *private_hosts()]
bound_queries()
