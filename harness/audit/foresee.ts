import { basename } from 'node:path';
import type { Release } from '../model/release.js';
import { serverIn } from '../runtime/carry-out/dependency-address.js';
import { looksOf } from './learn/looks.js';
import { filesBelow, namedFiles, templatesBelow } from './learn/release-files.js';
import type { AuditInput } from './settings.js';
import type { LearnedDependency, Subject } from './subject.js';

/** What can be known of a release without booting it: its description, and the files in its folder. */
export function foreseeSubject({ release, templates, statics }: AuditInput): Subject {
  const { folder, env, migrations, database, command } = release;
  return {
    release,
    learned: {
      settings: Object.entries(env).map(([name, value]) => ({ name, value, looks: looksOf(name, value) })),
      migrations: migrations ? filesBelow(folder, migrations.folder).map((path) => basename(path)).sort() : [],
      templates: templates ? namedFiles(folder, 'templates', templates) : templatesBelow(folder),
      statics: statics ? namedFiles(folder, 'statics', statics) : [],
      tables: (database?.tables ?? []).map((name) => ({ name, columns: [] })),
      dependencies: dependenciesOf(release),
      healthAsks: [],
      node: basename(command[0] ?? '') === 'node',
    },
  };
}

const dependenciesOf = ({ dependencies = [], env }: Release): LearnedDependency[] =>
  dependencies.flatMap(({ setting, optional = false }) => {
    const server = serverIn(env[setting] ?? '');
    return server ? [{ setting, host: server.host, port: server.port, optional }] : [];
  });
