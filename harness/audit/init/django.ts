import { finder, type FileDetector } from './finding.js';

/** A Django project, by its manage.py. */
export const django: FileDetector = {
  reads: (path) => /^(?:[\w-]+\/)?manage\.py$/.test(path),
  find(path, text, paths) {
    const find = finder('framework', path);
    const project = /DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([\w.]+?)\.settings/.exec(text)?.[1];
    const folder = path.slice(0, -'manage.py'.length);
    const wsgi = project === undefined ? undefined : `${folder}${project.replaceAll('.', '/')}/wsgi.py`;
    return [
      ...find('name', project, 'its project'),
      ...find('command', `python3 ${path} runserver --noreload 0.0.0.0:{port}`),
      ...find('port', 8000, 'runserver takes it'),
      ...find('migrateCommand', `python3 ${path} migrate --noinput`),
      ...find('migrationsTable', 'django_migrations'),
      ...find('usesPostgres', undefined),
      ...(wsgi !== undefined && paths.includes(wsgi) ? find('note', `in earnest ${project ?? ''}.wsgi is served by a server such as gunicorn; runserver was taken unless another file names one`) : []),
    ];
  },
};
