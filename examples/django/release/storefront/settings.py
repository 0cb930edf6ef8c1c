from .database_url import database
from .json_log import logging
from .setting import BASE, choice, flag, host_and_port, optional, required

DEBUG = False
SECRET_KEY = required('SECRET_KEY')
ALLOWED_HOSTS = [host.strip() for host in required('ALLOWED_HOSTS').split(',') if host.strip()]
DATABASES = {'default': database()}

SITE_NAME = optional('SITE_NAME', 'Kettle & Co')
RELEASE_ID = optional('RELEASE_ID', 'dev')
# The name under which visitors come; a page that the health check asks of the proxy is asked under it.
RELEASE_HOST = optional('RELEASE_HOST', ALLOWED_HOSTS[0] if ALLOWED_HOSTS else 'localhost')
HEALTH_MODE = choice('HEALTH_MODE', ('deep', 'shallow'), 'deep')
PAGES_CHECK = choice('PAGES_CHECK', ('in-process', 'http'), 'in-process')

# TLS ends at the balancer, which says so in this header.
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')
# Off, as the proxy redirects: Django would send the balancer's own check to HTTPS too.
SECURE_SSL_REDIRECT = flag('SECURE_SSL_REDIRECT', default=False)
APPEND_SLASH = flag('APPEND_SLASH', default=True)

ROOT_URLCONF = 'storefront.urls'
INSTALLED_APPS = ['django.contrib.staticfiles', 'shop']
# No CSRF tokens: nobody logs in, and the one form is checked for the page that it stands on (shop/own_origin.py).
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']
TEMPLATES = [{
    'BACKEND': 'django.template.backends.django.DjangoTemplates',
    'APP_DIRS': True,
    'OPTIONS': {'context_processors': ['shop.site_name.site_name']},
}]
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'

STATIC_URL = '/static/'
STATIC_ROOT = BASE / 'staticfiles'
STATICFILES_STORAGE = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'

USE_I18N = False
USE_TZ = True
SECRETS = [SECRET_KEY, DATABASES['default']['PASSWORD']]
LOGGING = logging(SECRETS, collector=host_and_port('LOG_COLLECTOR'))
