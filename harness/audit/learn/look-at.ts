import type { UserAnswer } from '../../model/journal.js';
import type { Release, UserRequest } from '../../model/release.js';
import { askHealth } from '../../runner/ask-health.js';
import { askPages } from '../../traffic/ask-pages.js';
import { LONGEST_PATIENCE } from '../../traffic/patience.js';
import type { SeededInput } from '../settings.js';
import type { Learned } from '../subject.js';
import type { Booted } from './boot-once.js';
import type { LinkedDependencies } from './dependencies.js';
import { drawnWords, MOST_ASSETS, partOf, type Part } from './draw-part.js';
import { healthAsks } from './health-asks.js';
import type { FileReads } from './file-reads.js';
import type { Reads } from './observe-settings.js';
import { assetPaths, assetRequest, htmlPages } from './page-assets.js';
import { readLateOf } from './read-late.js';
import { filesBelow, isTemplate, namedFiles, templatesBelow } from './release-files.js';
import { learnSettings } from './settings.js';
import { fileServed, type Served } from './static-files.js';
import { tablesOf } from './tables.js';
import { usedTables } from './used-tables.js';

export type LookedAt = Pick<Learned, 'settings' | 'templates' | 'statics' | 'tables' | 'healthAsks' | 'healthAsksDatabase' | 'readLate' | 'leftOut' | 'drawnBy'> & {
  readonly users: readonly UserRequest[];
  readonly reads: Reads;
  readonly fixed: number | undefined;
  /** Wall seconds. */
  readonly bootSeconds: number;
};

/** Name of the database's link beside those of dependencies, which are named by settings. */
const DATABASE = '';

/** Reads of files that are observed, and those that were read before the port was open. */
export interface Observed {
  readonly files: FileReads;
  readonly byStart: ReadonlySet<string>;
}

/**
 * Looks at a release that is up: asks what users ask, and sends it health checks.
 * @param observed left out: reads of files cannot be observed
 */
export async function lookAt(booted: Booted, input: SeededInput, dependencies: LinkedDependencies, observed?: Observed): Promise<LookedAt> {
  const { instance, address, database } = booted;
  const { release, seed } = input;
  const ask = (users: readonly UserRequest[]): Promise<UserAnswer[]> => askPages(users, { address: () => address, publicHost: release.publicHost, patience: LONGEST_PATIENCE });

  const pages = htmlPages(release.users, await ask(release.users));
  const byPages = observed?.files.look();
  const referred = assetsOf(release, pages, seed);
  const assets = await answeredAssets(referred.taken, ask);
  const byFetching = observed?.files.look();
  const users = [...release.users, ...assets.map(({ request }) => request)];
  // Twice at once, so that more than one of its sessions is reached.
  const askAll = async (): Promise<void> => void (await Promise.all([ask(users), ask(users)]));
  const tables = database ? await usedTables(database, await tablesOf(database, release, input.tables), askAll) : [];

  const bytes = async (): Promise<Record<string, number>> => ({ ...dependencies.bytes(), ...(database ? { [DATABASE]: (await instance.activity()).linkBytes } : {}) });
  observed?.files.look();
  const { [DATABASE]: asksDatabase, ...asks } = await healthAsks(bytes, () => askHealth(release, instance.privateAddress, address));
  const byHealth = observed?.files.look();
  const reads = booted.reads();
  const templates = partOf('templates', input.templates ? namedFiles(release.folder, 'templates', input.templates) : templatesBelow(release.folder), { seed });
  const statics = partOf('static files', input.statics ? namedFiles(release.folder, 'statics', input.statics) : staticsOf(release, served(pages, assets)), { seed });
  const files = { templates: templates.taken, statics: statics.taken };
  return {
    settings: learnSettings(release, { ...instance.env, ...release.env }, reads),
    ...files,
    ...drawnWords([templates, statics, referred], seed),
    ...(observed && byPages && byFetching && byHealth ? { readLate: readLateOf({ byStart: observed.byStart, byPages, byFetching, byHealth }, files) } : {}),
    tables,
    users,
    healthAsks: Object.keys(asks).filter((setting) => asks[setting] === true),
    ...(asksDatabase === undefined ? {} : { healthAsksDatabase: asksDatabase }),
    reads,
    fixed: booted.fixed,
    bootSeconds: instance.bootSeconds ?? 0,
  };
}

interface Asset {
  readonly request: UserRequest;
  readonly path: string;
  readonly answer: UserAnswer;
}

/** What pages refer to and users do not ask for anyway, or a part of it. */
const assetsOf = ({ users, publicHost }: Release, pages: ReturnType<typeof htmlPages>, seed: number): Part =>
  partOf('assets of pages', assetPaths(pages, publicHost).filter((path) => !users.some((user) => user.method === 'GET' && user.path === path)), { seed, most: MOST_ASSETS });

/** Those that the release itself has; the rest of them would only be missed. */
async function answeredAssets(paths: readonly string[], ask: (users: readonly UserRequest[]) => Promise<UserAnswer[]>): Promise<Asset[]> {
  const requests = paths.map(assetRequest);
  const answers = await ask(requests);
  return requests.flatMap((request) => {
    const answer = answers.find((each) => each.request === request.name);
    return answer?.status !== undefined && answer.status < 300 ? [{ request, path: request.path, answer }] : [];
  });
}

const served = (pages: ReturnType<typeof htmlPages>, assets: readonly Asset[]): Served[] => [
  ...pages.map(({ path, html }) => ({ path, body: html, contentType: 'text/html' })),
  ...assets.map(({ path, answer: { body = '', contentType } }) => ({ path, body, contentType })),
];

function staticsOf({ folder }: Release, given: readonly Served[]): string[] {
  const files = given.length === 0 ? [] : filesBelow(folder).filter((path) => !isTemplate(path));
  return given.flatMap((each) => fileServed(folder, files, each) ?? []).sort();
}
