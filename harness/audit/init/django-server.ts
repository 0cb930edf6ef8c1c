/** Folder of a project, empty or with a slash behind it, and its modules as Python names them. */
interface Project {
  readonly folder: string;
  readonly wsgi?: string;
  readonly asgi?: string;
}

/** Command line of a server, and the server's name. */
export type Served = readonly [command: string, name: string];

/** How a Django project is served by the first server of its requirements that has what to serve. Pure. */
export function djangoServer(paths: readonly string[], has: (name: string) => boolean): Served | undefined {
  const { folder, wsgi, asgi } = projectIn(paths);
  const at = (option: string): string => (folder === '' ? '' : ` ${option} ${folder.slice(0, -1)}`);
  if (wsgi !== undefined && has('gunicorn')) return [`gunicorn${at('--chdir')} --bind 0.0.0.0:{port} ${wsgi}`, 'gunicorn'];
  if (wsgi !== undefined && has('uwsgi')) return [`uwsgi${at('--chdir')} --http-socket 0.0.0.0:{port} --module ${wsgi}`, 'uwsgi'];
  if (asgi !== undefined && has('uvicorn')) return [`uvicorn${at('--app-dir')} ${asgi}:application --host 0.0.0.0 --port {port}`, 'uvicorn'];
  // It has no option for where the project is.
  if (asgi !== undefined && has('daphne')) return [`${folder === '' ? '' : `cd ${folder.slice(0, -1)} && exec `}daphne --bind 0.0.0.0 --port {port} ${asgi}:application`, 'daphne'];
  return undefined;
}

function projectIn(paths: readonly string[]): Project {
  const folder = paths.find((path) => /(?:^|\/)manage\.py$/.test(path))?.slice(0, -'manage.py'.length) ?? '';
  const module = (name: 'wsgi' | 'asgi'): Partial<Project> => {
    const found = paths.find((path) => new RegExp(`^(?:[\\w-]+/){1,2}${name}\\.py$`).test(path) && path.startsWith(folder));
    return found === undefined ? {} : { [name]: found.slice(folder.length, -'.py'.length).replaceAll('/', '.') };
  };
  return { folder, ...module('wsgi'), ...module('asgi') };
}
