/** What the shop needs of a Debian machine, and the packages that have it. */
export const PROGRAMS = {
  paths: [
    '/usr/bin/python3',
    '/usr/bin/uwsgi',
    '/usr/lib/uwsgi/plugins/python3_plugin.so',
    '/usr/sbin/nginx',
    '/usr/lib/python3/dist-packages/django/__init__.py',
    '/usr/lib/python3/dist-packages/psycopg2/__init__.py',
  ],
  remedy: 'apt-get install python3-django python3-psycopg2 uwsgi uwsgi-plugin-python3 nginx-light',
};
