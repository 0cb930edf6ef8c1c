import { toAuditInput } from '../config/to-release.js';
import type { AuditConfig } from '../config/config-schema.js';
import { appFindings } from './app-findings.js';
import type { Machine } from './machine.js';

const HERE = { usable: true, detail: 'all there' } as const;
const NOT_HERE = { usable: false, reason: 'none answers', remedy: 'start one' } as const;

/** @param programs and files that are there, by their paths */
function asked(config: AuditConfig, programs: readonly string[], files: readonly string[], more: Partial<Machine> = {}): string[] {
  const machine: Machine = {
    at: (path) => (programs.includes(path) ? 'program' : files.includes(path) || path === '/app' ? 'file' : 'nothing'),
    searchPath: ['/bin'], postgres: HERE, ...more,
  };
  return appFindings(toAuditInput({ config, base: '/app', name: 'till' }), machine).map(({ about, good, text }) => `${about}${good ? '' : ' not well'}: ${text}`);
}

type Row = [title: string, config: AuditConfig, programs: string[], files: string[], expected: string];

test.each<Row>([
  ['node, which is our own', { command: 'node server.js' }, [], ['/app/server.js'], 'command: node is here'],
  ['a script that is missing', { command: 'node server.js' }, [], [], 'command not well: server.js is not in /app; correct the command, or give the "build" that makes it'],
  ['a script that is built', { command: 'node dist/server.js', build: 'make' }, ['/bin/make'], [], 'command: node is here; dist/server.js comes with the build'],
  ['a program on PATH', { command: 'gunicorn app:app' }, ['/bin/gunicorn'], [], 'command: gunicorn is here'],
  ['a program of a package', { command: 'next start' }, ['/app/node_modules/.bin/next'], [], "command not well: next is a package's, which only a package manager finds; say node_modules/.bin/next"],
  ['a program of the virtual environment', { command: 'gunicorn app:app' }, ['/app/.venv/bin/gunicorn'], [], 'command not well: gunicorn is not on PATH, but in the folder; say .venv/bin/gunicorn'],
  ['a program of an environment of another name', { command: 'node x', build: 'flask build' }, ['/app/venv/bin/flask'], [], 'build not well: flask is not on PATH, but in the folder; say venv/bin/flask'],
  ['another one than that of the virtual environment', { command: 'python3 a.py' }, ['/bin/python3', '/app/.venv/bin/python3'], ['/app/a.py'], 'command: python3 is here, as /bin/python3; the one that has the packages of the folder is .venv/bin/python3'],
  ['a program of the folder without its path', { command: 'serve' }, ['/app/serve'], [], 'command not well: serve is not on PATH, but in the folder: say ./serve'],
  ['a program of the folder', { command: './serve' }, ['/app/serve'], [], 'command: ./serve is here'],
  ['a program that may not be run', { command: './serve' }, [], ['/app/serve'], 'command not well: ./serve may not be run; make it executable (chmod +x)'],
  ['a program that is nowhere', { command: 'uwsgi' }, [], [], 'command not well: uwsgi is not on PATH; install it, or name it by its path'],
  ['a program of the machine that is not there', { command: '/opt/serve' }, [], [], 'command not well: /opt/serve is not here; install it, or correct the command'],
  ['a build that cannot run', { command: 'node x', build: 'make' }, [], [], 'build not well: make is not on PATH; install it, or name it by its path'],
  ['migrations', { command: 'node x', postgres: 'PG', migrations: { command: 'knex' } }, [], [], 'migrations not well: knex is not on PATH; install it, or name it by its path'],
  ['files that are missing', { command: 'node x', templates: ['views'], static: ['public'] }, [], ['/app/public'], 'files not well: views is not there; correct the description, or give the "build" that makes them'],
  ['files that are there', { command: 'node x', templates: ['views'] }, [], ['/app/views'], 'files: /app, views'],
  ['files that come with the build', { command: 'node x', build: 'make', static: ['out'] }, ['/bin/make'], [], 'files: out is not there yet; make is run before anything boots'],
  ['files that come with a build that holds a secret', { command: 'node x', build: 'make --token abc', static: ['out'] }, ['/bin/make'], [], 'files: out is not there yet; make --token *** is run before anything boots'],
  ['Postgres', { command: 'node x', postgres: 'PG' }, [], [], 'postgres: for PG: all there'],
])('%s is told', (_, config, programs, files, expected) => {
  expect(asked(config, programs, files)).toContain(expected);
});

test('a program of a virtual environment that is active is the one of PATH', () => {
  const programs = ['/bin/python3', '/app/.venv/bin/python3'];
  expect(asked({ command: 'python3 a.py' }, programs, ['/app/a.py'], { searchPath: ['/app/.venv/bin', '/bin'] })).toContain('command: python3 is here');
});

test('a fixed port is told to be free or taken, and Postgres to be missing, each with what to do', () => {
  const config: AuditConfig = { command: 'node x', port: 3000, fixedPort: true, postgres: 'PG' };
  expect(asked(config, [], [], { portIsFree: true })).toContain('port: 3000 is free');
  expect(asked(config, [], [], { portIsFree: false, postgres: NOT_HERE })).toEqual(
    expect.arrayContaining(['port not well: 3000 is taken by another program; end that, or name the setting that tells the app its port', 'postgres not well: for PG: none answers; start one']),
  );
});

test('an image brings its programs along where an engine runs it, and else is told to run without', () => {
  const config: AuditConfig = { command: 'serve', image: { name: 'till:1', folder: '/srv' }, postgres: 'PG' };
  expect(asked(config, [], [], { engine: HERE })).toEqual(['files: /app', 'image: till:1: all there']);
  expect(asked(config, ['/bin/serve'], [], { engine: NOT_HERE })).toEqual(['command: serve is here', 'files: /app', 'postgres: for PG: all there', 'image: till:1: none answers, so it runs without']);
});
