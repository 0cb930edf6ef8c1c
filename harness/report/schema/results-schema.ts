import { z } from 'zod';
import { SCHEMA_VERSION } from '../../model/journal.js';
import { END_SHAPE, harm, OUTCOMES, verdictWord } from './end-schema.js';
import { hash, rolloutSchema, texts, userAnswer } from './rollout-schema.js';

const location = z.object({ file: z.string().describe('From the working folder of the run, where it lies below it.'), line: z.number() });

const count = z.union([z.number(), z.object({ atLeast: z.number() })]);

export const facts = z
  .object({
    startedAt: z.string().describe('ISO 8601; empty where the journal does not say.'),
    canarybed: z.string().describe('Version.'),
    node: z.string(),
    platform: z.string().describe('As "linux x64".'),
    processors: z.number(),
    command: z.string(),
    folder: z.string().optional().describe('The working folder, from which locations are told.'),
    commit: z.string().optional(),
    branch: z.string().optional(),
    link: z.string().optional().describe('Of the CI job.'),
    shards: texts.optional().describe('As "1/3".'),
  })
  .describe('Where and on what the run was made.');

const expectation = z.object({
  verdict: verdictWord,
  because: z.string().optional(),
  harm: harm.optional(),
  oldHarm: harm.optional(),
  userErrors: count.optional(),
  replacements: count.optional(),
  oldFleet: z.enum(['untouched', 'gone', 'changed']).optional(),
});

const numbers = z
  .object({
    target: z.string(),
    interval: z.number(),
    timeout: z.number(),
    healthyThreshold: z.number(),
    unhealthyThreshold: z.number(),
    initialSuccesses: z.number().describe('Checks a newly registered instance must pass first.'),
    deadline: z.number().describe('Of the rollout.'),
    form: z
      .object({ method: z.enum(['GET', 'HEAD']).optional(), host: z.string().optional(), userAgent: z.string().optional(), headers: z.record(z.string(), z.string()).optional() })
      .optional()
      .describe('In what its request differs from that of its kind of balancer.'),
  })
  .describe('The health check in numbers, times in seconds.');

const diffLine = z.union([z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }), z.object({ kind: z.literal('folded'), count: z.number().describe('Equal lines that are left out here.') })]);

const fileChange = z.object({
  path: z.string().describe("From the release's folder on."),
  change: z.enum(['added', 'changed', 'removed']),
  lines: z.array(diffLine).optional().describe('At most 40 removed and added lines, with a few beside them.'),
  linesLeftOut: z.number().optional().describe('How many removed and added lines came after those.'),
  unshown: z.enum(['binary', 'long']).optional().describe('Why its lines are not shown.'),
});

const difference = z
  .object({
    settings: z.array(z.object({ name: z.string(), control: z.string().optional(), release: z.string().optional() })),
    files: z.array(fileChange).optional().describe('Files that faults edited, at most 20.'),
    filesLeftOut: z.number().optional().describe('How many of those came after the ones that are here.'),
    faults: texts,
  })
  .describe('What the release differs in from the control, secrets masked.');

const shippedFailure = z.object({
  instance: z.string(),
  at: z.number(),
  via: z.enum(['syslog', 'http']),
  host: z.string().optional(),
  program: z.string().optional(),
  severity: z.string().optional(),
  event: z.unknown(),
  sentence: z.string(),
});

const scenario = z.object({
  id: z.string(),
  title: z.string(),
  family: z.string(),
  location,
  source: z.object({ firstLine: z.number(), lines: texts }).optional().describe('The call that registers it, at most 30 lines.'),
  faults: z.array(z.object({ name: z.string(), summary: z.string() })),
  oldFaults: z.array(z.object({ name: z.string(), summary: z.string() })).optional().describe('Of the fleet that runs when the canary comes, where it has any.'),
  expectation,
  healthCheck: z.string().describe('In words.'),
  numbers: numbers.optional(),
  balancer: z.string(),
  ...END_SHAPE,
  evidence: z.array(z.object({ fault: z.string(), live: z.boolean(), sentence: z.string() })),
  users: z.array(userAnswer),
  events: z.array(shippedFailure).describe("Events of the canary's failed health checks as they reached its collectors: the last 20 by time."),
  rollout: rolloutSchema.optional(),
  difference: difference.optional(),
  answers: z.object({ control: hash.optional(), release: hash.optional() }).optional().describe('The last health answers.'),
  detect: z
    .object({ seconds: z.number(), minimum: z.number(), atDeadline: z.literal(true).optional().describe('Refused by the deadline, which no check could have come before.') })
    .optional()
    .describe('From the first sign of the fault to the refusal, and the least that the health check and the deadline allow.'),
  reproduce: z.string().describe('The command that runs it again.'),
});

/** `results.json`. Further keys may come within a schema version. */
export const RESULTS_SCHEMA = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  facts,
  runtime: z.string(),
  pace: z.string(),
  wallSeconds: z.number(),
  interrupted: z.boolean(),
  unjudged: z
    .object({
      count: z.number().optional().describe('Those included that were not begun; left out where it is not known.'),
      begun: z.array(z.object({ id: z.string(), title: z.string(), family: z.string(), location })),
    })
    .optional()
    .describe('Scenarios without a verdict, of a run that was interrupted.'),
  counts: z.object(Object.fromEntries([...OUTCOMES, 'unrun'].map((outcome) => [outcome, z.number()]))),
  controls: z.array(z.object({ accepted: z.boolean(), bootSeconds: z.number().optional(), detail: z.string() })),
  scenarios: z.array(scenario),
  unrun: z.array(z.object({ title: z.string(), family: z.string(), location: location.optional(), why: z.string(), reason: z.string() })),
  bodies: z.record(z.string(), z.string()).describe('By hash, each once; long ones are cut and say so.'),
});
