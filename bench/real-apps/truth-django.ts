import type { MutantStatus } from '../../harness/model/audit.js';
import type { TruthRow } from './truth.js';

/** What the health check of examples/django looks at: the shop, nothing but that it runs, or the proxy before it. */
export type DjangoVariant = 'deep' | 'shallow' | 'the proxy answers';

type Outcome = Extract<MutantStatus, 'killed' | 'survived' | 'false-alarm' | 'harmless'>;

const WORDS: Record<Outcome, string> = {
  killed: 'refused; hurt',
  survived: 'accepted; hurt',
  'false-alarm': 'refused; served',
  harmless: 'accepted; served',
};

/** The shop does not start, or says so of itself: seen by whoever asks the shop. */
const NOT_STARTED = ['killed', 'killed', 'survived'] as const;
/** It runs, and what users get is broken: seen only by who looks there. */
const RUNS_BROKEN = ['killed', 'survived', 'survived'] as const;
const UNSEEN = ['survived', 'survived', 'survived'] as const;
const FINE = ['harmless', 'harmless', 'harmless'] as const;
/** Only the answer to the check is another one, where the shop gives it. */
const CHECK_ONLY = ['false-alarm', 'false-alarm', 'harmless'] as const;

/** What is broken, the mutant, and what must come of it in each variant. */
type Row = readonly [fault: string, mutant: string, outcomes: readonly [deep: Outcome, shallow: Outcome, proxy: Outcome]];

const LAST = '0003_reviews.py';
const FRONT = 'shop/templates/shop/front.html';
const THANKS = 'shop/templates/shop/thanks.html';

const ROWS: readonly Row[] = [
  ['SECRET_KEY is missing', 'unset-setting:SECRET_KEY', NOT_STARTED],
  ['ALLOWED_HOSTS is empty', 'empty-setting:ALLOWED_HOSTS', NOT_STARTED],
  ['a setting that has a default is missing', 'unset-setting:APPEND_SLASH', FINE],
  ['the public host is not allowed', 'garble-setting:ALLOWED_HOSTS', UNSEEN],
  ['the private address is not allowed', 'unset-setting:PRIVATE_ADDRESS_FROM', CHECK_ONLY],
  ['the check is sent to https', 'swap-settings:APPEND_SLASH,SECURE_SSL_REDIRECT', CHECK_ONLY],
  ['no migration was run', 'skip-migrations:migrations', RUNS_BROKEN],
  ['the last migration was not run', `skip-last-migration:${LAST}`, RUNS_BROKEN],
  ['the last migration is only noted as applied', `fake-applied-last:${LAST}`, RUNS_BROKEN],
  ['a migration fails', `failing-migration:${LAST}`, NOT_STARTED],
  ['two migrations are the last one', 'conflicting-migration:migrations', NOT_STARTED],
  ['a migration takes long', 'slow-migration:migrations', FINE],
  ['the schema is newer than the release', `schema-ahead:${LAST}`, FINE],
  ['a template is missing', `remove-template:${FRONT}`, RUNS_BROKEN],
  ['a template is broken', `break-template:${FRONT}`, RUNS_BROKEN],
  ['the template of a page that follows an order is broken', `break-template:${THANKS}`, UNSEEN],
  ['a table that pages read is missing', 'drop-table:shop_review', RUNS_BROKEN],
  ['the database is down at boot', 'down-at-boot:database', NOT_STARTED],
  ['the database goes down later', 'down-after-start:database', RUNS_BROKEN],
  ['the database hangs later', 'hung-after-start:database', RUNS_BROKEN],
];

const rowsOf = (variant: 0 | 1 | 2): TruthRow[] =>
  ROWS.map(([fault, mutant, outcomes]) => ({ fault, byHand: WORDS[outcomes[variant]], mutant, comes: [outcomes[variant]] }));

/** The shop in Django, by what scenarios in examples/django say of it, and by what its check looks at. */
export const DJANGO: Readonly<Record<DjangoVariant, readonly TruthRow[]>> = { deep: rowsOf(0), shallow: rowsOf(1), 'the proxy answers': rowsOf(2) };
