import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAMS } from '../../examples/django/programs.js';
import { ROOT } from '../workplace.js';
import { DJANGO } from './truth-django.js';
import { PARSE_SERVER, UNLEASH, type TruthRow } from './truth.js';

/** One audit of an application. */
export interface Variant {
  /** Only where there are several. */
  readonly name?: string;
  /** Arguments that make it what it is. */
  readonly args: readonly string[];
  readonly truth: readonly TruthRow[];
}

export interface RealApp {
  readonly name: string;
  /** Of its results, and for `--app`. */
  readonly id: string;
  /** Arguments that say where it is described. */
  readonly args: readonly string[];
  /** Where the truth is from, as the head of a column. */
  readonly source: string;
  readonly variants: readonly Variant[];
  /** What to do for it to be there; undefined where it is. */
  readonly remedy: () => string | undefined;
  /** Only of one that is there. */
  readonly version: () => string;
}

/** An application that npm brings into the folder of its configuration. */
function fromNpm({ name, folder, npm, truth }: { readonly name: string; readonly folder: string; readonly npm: string; readonly truth: readonly TruthRow[] }): RealApp {
  const installed = join(ROOT, folder, 'node_modules', npm);
  return {
    name,
    id: npm,
    args: ['--config', join(ROOT, folder, 'canarybed.config.yaml')],
    source: 'by hand',
    variants: [{ args: [], truth }],
    remedy: () => (existsSync(installed) ? undefined : `npm ci --prefix ${folder} --ignore-scripts`),
    version: () => (JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string }).version,
  };
}

const django: RealApp = {
  name: 'The shop in Django',
  id: 'django',
  // It has an image too; what is told of it was measured without.
  args: ['--app', join(ROOT, 'examples/django/app.ts'), '--runtime', 'embedded'],
  source: 'expected',
  variants: [
    { name: 'deep', args: [], truth: DJANGO.deep },
    { name: 'shallow', args: ['--env', 'HEALTH_MODE=shallow'], truth: DJANGO.shallow },
    { name: 'the proxy answers', args: ['--env', 'NGINX_CONF=nginx-answers.conf'], truth: DJANGO['the proxy answers'] },
  ],
  remedy: () => (PROGRAMS.paths.every((path) => existsSync(path)) ? undefined : PROGRAMS.remedy),
  version: () => spawnSync('/usr/bin/python3', ['-Es', '-c', 'import django; print(django.get_version())'], { encoding: 'utf8' }).stdout.trim(),
};

export const APPS: readonly RealApp[] = [
  fromNpm({ name: 'Parse Server', folder: 'examples/parse-server', npm: 'parse-server', truth: PARSE_SERVER }),
  fromNpm({ name: 'Unleash', folder: 'bench/real-apps/unleash', npm: 'unleash-server', truth: UNLEASH }),
  django,
];
