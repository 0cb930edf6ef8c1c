import { finder, type FileDetector, type Finding } from './finding.js';

/** Files in which a Python app's object is usually made, by the module's name. */
const MODULES = ['wsgi', 'asgi', 'app', 'main', 'application'];

/** How Python apps are started, by the servers that their requirements name. */
export const pythonRequirements: FileDetector = {
  reads: (path) => ['requirements.txt', 'pyproject.toml', 'Pipfile'].includes(path),
  find(path, text, paths) {
    const find = finder('framework', path);
    const has = (name: string): boolean => new RegExp(`^[\\s"']*${name}\\b`, 'mi').test(text);
    const target = paths.some((each) => /(?:^|\/)manage\.py$/.test(each)) ? djangoTarget(paths) : moduleTarget(paths);
    const driver = ['psycopg2-binary', 'psycopg2', 'psycopg', 'asyncpg'].find(has);
    return [
      ...(target === undefined ? [] : served(target, has).flatMap(([command, name]) => [...find('command', command, name), ...find('port', 8000, name)])),
      ...find('usesPostgres', driver === undefined ? undefined : true, driver),
      ...find('migrateCommand', paths.includes('alembic.ini') ? 'alembic upgrade head' : has('flask-migrate') ? 'flask db upgrade' : undefined),
      ...find('migrationsTable', paths.includes('alembic.ini') || has('flask-migrate') ? 'alembic_version' : undefined),
    ];
  },
};

/** The first server that is there, and its command line. */
function served(target: string, has: (name: string) => boolean): [string, string][] {
  const [module = ''] = target.split(':');
  const folder = module.includes('/') ? module.slice(0, module.lastIndexOf('/') + 1) : '';
  const [bare, into] = [target.slice(folder.length), folder === '' ? '' : ` --chdir ${folder.slice(0, -1)}`];
  const found: [string, string][] = [];
  if (has('gunicorn') && !has('fastapi')) found.push([`gunicorn${into} --bind 0.0.0.0:{port} ${bare}`, 'gunicorn']);
  else if (has('uvicorn') || has('fastapi')) found.push([`uvicorn ${bare} --host 0.0.0.0 --port {port}`, 'uvicorn']);
  else if (has('uwsgi')) found.push([`uwsgi${into} --http-socket 0.0.0.0:{port} --module ${bare}`, 'uwsgi']);
  else if (has('flask')) found.push([`flask --app ${bare.split(':')[0] ?? ''} run --host 0.0.0.0 --port {port}`, 'flask']);
  return found;
}

function djangoTarget(paths: readonly string[]): string | undefined {
  const wsgi = paths.find((path) => /^(?:[\w-]+\/){1,2}wsgi\.py$/.test(path));
  const manage = paths.find((path) => /(?:^|\/)manage\.py$/.test(path))?.slice(0, -'manage.py'.length) ?? '';
  return wsgi?.startsWith(manage) === true ? `${manage}${wsgi.slice(manage.length, -'.py'.length).replaceAll('/', '.')}` : undefined;
}

const moduleTarget = (paths: readonly string[]): string | undefined => {
  const module = MODULES.find((name) => paths.includes(`${name}.py`));
  return module === undefined ? undefined : `${module}:app`;
};

/** An app that is its own server. */
export const pythonApp: FileDetector = {
  reads: (path) => path === 'app.py' || path === 'main.py',
  find(path, text): Finding[] {
    return /\.run\(|serve_forever\(|run_app\(|uvicorn\.run/.test(text) ? finder('guess', path)('command', `python3 ${path}`) : [];
  },
};
