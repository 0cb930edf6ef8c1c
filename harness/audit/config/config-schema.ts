import { z } from 'zod';
import {
  appName, command, count, duration, headers, hostName, httpStatus, listOf, object, oneOrMore, portNumber, releasePath, requestPath, settingName, settings,
  text, yesOrNo,
} from './schema-words.js';

const expectation = { status: httpStatus.optional(), text: text().optional() };

const page = object('a page: its path, and name, status and text if you like', { path: requestPath, name: text().optional(), ...expectation });

const step = object('a step: a path, and method, headers, body, json, form and expect if you like', {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], { error: 'GET, POST, PUT, PATCH or DELETE' }).optional().describe('Left out: POST where something is sent, GET where nothing is.'),
  path: requestPath,
  headers: headers.optional(),
  body: z.string({ error: 'a text' }).optional(),
  json: z.json({ error: 'what JSON can say' }).optional().describe('Sent as application/json.'),
  form: settings.optional().describe('Sent as application/x-www-form-urlencoded.'),
  expect: object('status, text, or both', expectation).optional().describe('What a good answer has at least.'),
});

const journey = object('a journey: its name and its steps', { name: text('a name'), steps: z.array(step, { error: 'a list of steps' }).min(1, { error: 'at least one step' }) });

const healthCheck = object("a health check in AWS's words", {
  target: text('a target such as HTTP:80/health').optional(),
  interval: count.optional(),
  timeout: count.optional(),
  healthyThreshold: count.optional(),
  unhealthyThreshold: count.optional(),
  matcher: text('status codes such as 200, 200,202 or 200-299').optional(),
  initialSuccesses: count.optional(),
});

const postgres = object("the setting that carries the database's URL, and seed and tables if you like", {
  setting: settingName,
  seed: command.optional().describe("An SQL file of the release's folder, or a command, that gives the database its data."),
  tables: listOf('a list of names of tables', text()).optional().describe('Tables that are broken; left out: all that are found. [] for none.'),
});

const migrations = object('migrations: their command and folder at least', {
  command: command.describe('Migrates and ends.'),
  folder: releasePath.optional().describe("Folder of the migrations' files, in the release's folder; left out: migrations."),
  format: z
    .union([z.enum(['sql', 'files']), object('the label of a Django app', { django: text('the label of a Django app') })], { error: 'sql, files or {django: label}' })
    .optional()
    .describe('Left out: sql where the folder has SQL files, files where it has none.'),
  skipWith: settings.optional().describe('Settings under which the app starts without migrating by itself.'),
  atStart: yesOrNo.optional().describe('Whether the start command migrates; left out: it is looked at, where skipWith names nothing.'),
  table: text('the name of a table').optional().describe("Table in which the runner notes what it applied; left out: that of the tool that the command names, or schema_migrations."),
  advisoryLock: text('the key of an advisory lock').optional().describe('Key of the lock that the runner takes, where it takes one.'),
});

const DEPENDENCY = 'the name of a setting that names another server, or {setting, optional}';
const dependency = z.union([settingName, object(DEPENDENCY, { setting: settingName, optional: yesOrNo.optional().describe('Users are served without it.') })], { error: DEPENDENCY });

const CHECKS = 'names of checks, or what each of them needs, such as {pages: {needs: [database]}}';
const checks = z.union(
  [listOf(CHECKS, text('the name of a check')), z.record(text(), object('{needs: [names of checks]}', { needs: listOf('names of checks', text()).optional() }))],
  { error: CHECKS },
);

const IMAGE = 'the name of an image, or {name, folder}';

const FILE_SHAPE = {
  $schema: text().optional().describe('Where the JSON schema of this file is, for editors.'),
  name: appName.optional().describe("Left out: that of package.json, or of the folder."),
  folder: text('a folder').optional().describe("What is deployed, from this file's folder; left out: that folder itself."),
  copyDependencies: yesOrNo.optional().describe('The app writes into the files of its dependencies, so that each instance gets its own; left out: instances share them, read-only.'),
  command: command.optional().describe('Starts the app. {port} stands for the port it is to listen on.'),
  build: command.optional().describe("Run once in this file's folder before anything is booted."),
  image: z.union([text(IMAGE), object(IMAGE, { name: text('the name of an image'), folder: text('a folder of the image').optional() })], { error: IMAGE }).optional()
    .describe('Image to run the app from. Without "folder", the release and all that is left out here are taken from it.'),
  port: portNumber.optional().describe("Port that the balancer addresses; left out: that of the health check's target, or 80."),
  portSetting: settingName.optional().describe('Setting that tells the app the port to listen on; left out: PORT.'),
  fixedPort: yesOrNo.optional().describe('The app listens on "port" whatever it is told, so that one copy of it runs at a time.'),
  bindSetting: settingName.optional().describe('Setting that tells the app the address to listen on.'),
  publicHost: hostName.optional().describe("Host that users' requests name; left out: app.example.com."),
  env: settings.optional().describe('Settings of the app.'),
  envFile: oneOrMore("a .env file, or a list of them", text('a file')).optional().describe('Files of settings, from this file\'s folder; "env" wins over them.'),
  health: requestPath.optional().describe('Path that the balancer checks; left out: /health.'),
  healthCheck: healthCheck.optional().describe('The whole health check, seconds and counts; left out: interval 15, timeout 5, both thresholds 2.'),
  balancer: z.enum(['classic', 'application', 'network'], { error: 'classic, application or network' }).optional().describe('Left out: classic.'),
  deadline: duration.optional().describe('How long a release has to become healthy; left out: the healthy threshold and two intervals more, at least 60 s.'),
  settle: duration.optional().describe('Pause between the open port and the first check; left out: 1s.'),
  respawn: yesOrNo.optional().describe('A process that ends is started again.'),
  checks: checks.optional().describe('Checks that the health answer names.'),
  pages: listOf('a list of paths, or of {path, name, status, text}', z.union([requestPath, page], { error: 'a path, or {path, name, status, text}' })).optional()
    .describe('Pages that users ask for; left out, and no journeys either: /.'),
  journeys: listOf('a list of journeys', journey).optional().describe('Requests that follow each other, with the cookies of the ones before.'),
  postgres: z.union([settingName, postgres], { error: 'the setting that carries the URL of the database, such as DATABASE_URL, or {setting, seed, tables}' }).optional()
    .describe('The Postgres database, by the setting that carries its URL; each release gets one of its own.'),
  migrations: migrations.optional().describe('How the database is migrated; left out: the app makes its tables itself.'),
  templates: oneOrMore('a folder or file of templates, or a list of them', releasePath).optional().describe("In the release's folder; left out: looked for. [] for none."),
  static: oneOrMore('a folder or file that browsers fetch, or a list of them', releasePath).optional().describe("In the release's folder; left out: looked for. [] for none."),
  dependencies: listOf(`a list, each ${DEPENDENCY}`, dependency).optional().describe('Other servers, by the settings of "env" that name them.'),
  bootedLine: text().optional().describe('Text of the log line that ends a start, well or not, where something else opens the port first.'),
  metadataSetting: settingName.optional().describe('Setting that leads the app to the instance metadata service.'),
  releaseIdSetting: settingName.optional().describe('Setting by which the app knows its release, where its health answer carries that as releaseId.'),
  ignore: listOf('a list of {mutant, reason}', object('{mutant, reason}', { mutant: text('the id of a mutant, or its beginning and *'), reason: text('a reason') })).optional()
    .describe('Mutants that are not run, and why.'),
  reset: command.optional().describe('Run before each mutant, one at a time, where data is kept elsewhere than in Postgres.'),
  watchFor: duration.optional().describe('How long a mutant is watched at least that was accepted and whose users are fine so far, at most 1h; left out: an interval and a timeout.'),
  gracePeriod: duration.optional().describe('Health check grace period of the real deployment, for advice.'),
  capacityTimeout: duration.optional().describe('How long the real deployment waits for healthy instances, for advice.'),
} as const;

/** What a configuration file in JSON or YAML may say; its JSON schema is published as schema/canarybed.config.schema.json. */
export const FILE_SCHEMA = object('a configuration', FILE_SHAPE);

type ReadChecks = (body: string) => Readonly<Record<string, boolean>>;

/** What a configuration in TypeScript may say: a function, too. */
export const CONFIG_SCHEMA = object('a configuration', {
  ...FILE_SHAPE,
  readChecks: z
    .custom<ReadChecks>((value) => typeof value === 'function', { error: 'a function, which only a configuration in TypeScript can have' })
    .optional()
    .describe('Which checks a health answer names, and whether each failed; in TypeScript only.'),
});

/** A configuration as it is written: what it leaves out has defaults, see to-release.ts. */
export type AuditConfig = z.infer<typeof CONFIG_SCHEMA>;

/** What a file with `defineApp` says for audits, in the words of a configuration. */
export const APP_AUDIT_SCHEMA = object("what is for audits alone, such as {ignore: [{mutant, reason}]}", {
  ignore: CONFIG_SCHEMA.shape.ignore,
  gracePeriod: CONFIG_SCHEMA.shape.gracePeriod,
  capacityTimeout: CONFIG_SCHEMA.shape.capacityTimeout,
  readChecks: CONFIG_SCHEMA.shape.readChecks,
  tables: postgres.shape.tables,
  reset: CONFIG_SCHEMA.shape.reset,
  watchFor: CONFIG_SCHEMA.shape.watchFor,
  templates: CONFIG_SCHEMA.shape.templates,
  static: CONFIG_SCHEMA.shape.static,
});

/** As it is written. */
export type AppAudit = z.infer<typeof APP_AUDIT_SCHEMA>;
