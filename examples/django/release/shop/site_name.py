from django.conf import settings


def site_name(_request):
    return {'site_name': settings.SITE_NAME}
