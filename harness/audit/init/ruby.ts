import { finder, type FileDetector } from './finding.js';

/** Rails, or what else a config.ru starts. */
export const gemfile: FileDetector = {
  reads: (path) => path === 'Gemfile',
  find(path, text, paths) {
    const find = finder('framework', path);
    const has = (gem: string): boolean => new RegExp(`^\\s*gem\\s+['"]${gem}['"]`, 'm').test(text);
    const puma = has('puma') && paths.includes('config.ru') ? 'bundle exec puma --port {port}' : undefined;
    const rails = has('rails');
    return [
      ...find('command', rails ? 'bin/rails server --binding 0.0.0.0 --port {port}' : puma, rails ? 'gem rails' : 'gem puma'),
      ...find('port', rails ? 3000 : puma === undefined ? undefined : 9292, rails ? 'gem rails' : 'gem puma'),
      ...find('migrateCommand', rails ? 'bin/rails db:migrate' : undefined, 'gem rails'),
      ...find('migrationsTable', rails ? 'schema_migrations' : undefined, 'gem rails'),
      ...find('usesPostgres', has('pg') ? true : undefined, 'gem pg'),
      ...find('postgres', rails && has('pg') ? 'DATABASE_URL' : undefined, 'gem rails'),
    ];
  },
};
