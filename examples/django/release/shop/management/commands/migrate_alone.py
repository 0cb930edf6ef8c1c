from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

# Any number will do that nobody else takes in this database.
LOCK = 4630527199360482


class Command(BaseCommand):
    help = 'Migrates while no other instance does: Django itself takes no lock, and a fleet boots all at once.'
    requires_system_checks = []

    def handle(self, **options):
        with connection.cursor() as cursor:
            # Of the session, which is over when this process is.
            cursor.execute('SELECT pg_advisory_lock(%s)', [LOCK])
        call_command('migrate', interactive=False, skip_checks=True, verbosity=options['verbosity'])
