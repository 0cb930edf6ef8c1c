import { djangoServer, type Served } from './django-server.js';
import { finder, type FileDetector, type Finding } from './finding.js';

/** Files in which a Python app's object is usually made, by the module's name. */
const MODULES = ['wsgi', 'asgi', 'app', 'main', 'application'];

/** How Python apps are started, by the servers that their requirements name. */
export const pythonRequirements: FileDetector = {
  reads: (path) => ['requirements.txt', 'pyproject.toml', 'Pipfile'].includes(path),
  find(path, text, paths) {
    const find = finder('framework', path);
    const has = (name: string): boolean => new RegExp(`^[\\s"']*${name}\\b`, 'mi').test(text);
    const isDjango = paths.some((each) => /(?:^|\/)manage\.py$/.test(each));
    const served = isDjango ? djangoServer(paths, has) : moduleServer(paths, has);
    const driver = ['psycopg2-binary', 'psycopg2', 'psycopg', 'asyncpg'].find(has);
    return [
      ...(served ? [...find('command', served[0], served[1]), ...find('port', 8000, served[1])] : []),
      ...find('usesPostgres', driver === undefined ? undefined : true, driver),
      ...find('migrateCommand', paths.includes('alembic.ini') ? 'alembic upgrade head' : has('flask-migrate') ? 'flask db upgrade' : undefined),
      ...find('migrationsTable', paths.includes('alembic.ini') || has('flask-migrate') ? 'alembic_version' : undefined),
    ];
  },
};

/** The first server that is there, and its command line. */
function moduleServer(paths: readonly string[], has: (name: string) => boolean): Served | undefined {
  const module = MODULES.find((name) => paths.includes(`${name}.py`));
  if (module === undefined) return undefined;
  if (has('gunicorn') && !has('fastapi')) return [`gunicorn --bind 0.0.0.0:{port} ${module}:app`, 'gunicorn'];
  if (has('uvicorn') || has('fastapi')) return [`uvicorn ${module}:app --host 0.0.0.0 --port {port}`, 'uvicorn'];
  if (has('uwsgi')) return [`uwsgi --http-socket 0.0.0.0:{port} --module ${module}:app`, 'uwsgi'];
  return has('flask') ? [`flask --app ${module} run --host 0.0.0.0 --port {port}`, 'flask'] : undefined;
}

/** An app that is its own server. */
export const pythonApp: FileDetector = {
  reads: (path) => path === 'app.py' || path === 'main.py',
  find(path, text): Finding[] {
    return /\.run\(|serve_forever\(|run_app\(|uvicorn\.run/.test(text) ? finder('guess', path)('command', `python3 ${path}`) : [];
  },
};
