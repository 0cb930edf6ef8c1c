import type { MutantStatus } from '../../harness/model/audit.js';

/** What is known without an audit, most of it measured by hand, of an application that was broken in one way; and the mutant that breaks it so. */
export interface TruthRow {
  readonly fault: string;
  /** What its check said, and what users got at the same moment. */
  readonly byHand: string;
  /** Id of the mutant. */
  readonly mutant: string;
  /** What an audit must come to by that; several where it depends on the moment at which the check is asked. */
  readonly comes: readonly MutantStatus[];
  /** Why the row counts for nothing, where it does not. */
  readonly void?: string;
}

const REFUSES_TO_START = 'ends at its start';
const DEAD_BEFORE = 'the process had died of the row before';

/** Parse Server with Postgres, health at /parse/health. */
export const PARSE_SERVER: readonly TruthRow[] = [
  { fault: 'Host: 10.0.1.23', byHand: '200; GET 200, POST 201', mutant: 'host-of-a-node:health-check', comes: ['harmless'] },
  { fault: 'X-Forwarded-Proto: http', byHand: '200; GET 200, POST 201', mutant: 'forwarded-as-http:health-check', comes: ['harmless'] },
  { fault: 'table GameScore renamed', byHand: '200; GET 200, POST 500', mutant: 'rename-table:GameScore', comes: ['survived'] },
  { fault: 'table _SCHEMA renamed', byHand: '200; GET 200, POST 201', mutant: 'rename-table:_SCHEMA', comes: ['harmless'] },
  { fault: 'Postgres stopped after the start', byHand: '200; GET 500, POST 500', mutant: 'down-after-start:database', comes: ['survived'] },
  { fault: 'Postgres hung', byHand: '200; GET and POST time out', mutant: 'hung-after-start:database', comes: ['survived'] },
  { fault: 'wrong password', byHand: `${REFUSES_TO_START}, code 1`, mutant: 'wrong-password:PARSE_SERVER_DATABASE_URI', comes: ['killed'] },
  { fault: 'Postgres stopped before the start', byHand: `${REFUSES_TO_START}, code 1`, mutant: 'down-at-boot:database', comes: ['killed'] },
  { fault: 'PARSE_SERVER_DATABASE_URI unset', byHand: `${REFUSES_TO_START}, code 1, after 38 s`, mutant: 'unset-setting:PARSE_SERVER_DATABASE_URI', comes: ['killed'] },
  { fault: 'PARSE_SERVER_DATABASE_URI names a missing database', byHand: `${REFUSES_TO_START}, code 1`, mutant: 'wrong-name:PARSE_SERVER_DATABASE_URI', comes: ['killed'] },
];

/** Unleash with Postgres, health at /health. */
export const UNLEASH: readonly TruthRow[] = [
  { fault: 'Host: 10.0.1.23', byHand: '200; all 200', mutant: 'host-of-a-node:health-check', comes: ['harmless'] },
  { fault: 'X-Forwarded-Proto: http', byHand: '200; all 200', mutant: 'forwarded-as-http:health-check', comes: ['harmless'] },
  { fault: 'table features renamed', byHand: '200 and all 200 at first, refused after 14 s: the process ends', mutant: 'rename-table:features', comes: ['survived', 'killed'] },
  { fault: 'table users renamed', byHand: '200; login 401', mutant: 'rename-table:users', comes: ['survived'] },
  { fault: 'table users renamed, first series', byHand: 'refused; all refused', mutant: 'rename-table:users', comes: [], void: DEAD_BEFORE },
  { fault: 'migration row deleted, first series', byHand: 'refused; all refused', mutant: '-', comes: [], void: DEAD_BEFORE },
  { fault: 'index.html removed before the start', byHand: `${REFUSES_TO_START}, code 0`, mutant: 'remove-template:node_modules/unleash-server/frontend/build/index.html', comes: ['killed'] },
  { fault: 'Postgres stopped after the start', byHand: '200; login and features time out, the process ends within 16 s', mutant: 'down-after-start:database', comes: ['survived', 'killed'] },
  { fault: 'Postgres hung', byHand: '200; login and features get no answer', mutant: 'hung-after-start:database', comes: ['survived'] },
  { fault: 'Postgres hung, second round', byHand: 'refused; all refused', mutant: 'hung-after-start:database', comes: [], void: 'the process had died of the first round' },
  { fault: 'wrong password', byHand: `${REFUSES_TO_START}, code 0`, mutant: 'wrong-password:DATABASE_URL', comes: ['killed'] },
  { fault: 'Postgres stopped before the start', byHand: `${REFUSES_TO_START}, code 0`, mutant: 'down-at-boot:database', comes: ['killed'] },
  { fault: 'DATABASE_URL unset', byHand: `${REFUSES_TO_START}, code 0`, mutant: 'unset-setting:DATABASE_URL', comes: ['killed'] },
  { fault: 'DATABASE_URL names a missing database', byHand: `${REFUSES_TO_START}, code 0`, mutant: 'wrong-name:DATABASE_URL', comes: ['killed'] },
  { fault: 'UNLEASH_URL=not-a-url', byHand: '200; all 200', mutant: 'garble-setting:UNLEASH_URL', comes: ['harmless'] },
];
