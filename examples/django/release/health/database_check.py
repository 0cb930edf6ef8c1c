from django.db import connection


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute('SELECT 1')
    finally:
        connection.close()
