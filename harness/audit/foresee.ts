import { basename } from 'node:path';
import type { Release } from '../model/release.js';
import { serverIn } from '../runtime/carry-out/dependency-address.js';
import { drawnWords, partOf } from './learn/draw-part.js';
import { looksOf } from './learn/looks.js';
import { filesBelow, namedFiles, templatesBelow } from './learn/release-files.js';
import type { SeededInput } from './settings.js';
import type { LearnedDependency, Subject } from './subject.js';

/** What can be known of a release without booting it: its description, and the files in its folder. */
export function foreseeSubject({ release, templates: named, statics: namedStatics = [], seed }: SeededInput): Subject {
  const { folder, env, migrations, database, command } = release;
  const templates = partOf('templates', named ? namedFiles(folder, 'templates', named) : templatesBelow(folder), { seed });
  const statics = partOf('static files', namedFiles(folder, 'statics', namedStatics), { seed });
  return {
    release,
    learned: {
      settings: Object.entries(env).map(([name, value]) => ({ name, value, looks: looksOf(name, value) })),
      migrations: migrations ? filesBelow(folder, migrations.folder).map((path) => basename(path)).sort() : [],
      templates: templates.taken,
      statics: statics.taken,
      ...drawnWords([templates, statics], seed),
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
