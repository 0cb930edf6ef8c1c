import { z } from 'zod';
import { otherKind, texts } from './rollout-schema.js';

export const harm = z.enum(['fine', 'hurt']);
export const verdictWord = z.enum(['accepted', 'rejected']);

export const verdict = z.object({ verdict: verdictWord, at: z.number().describe("Seconds of the rollout's clock."), comparison: z.string().describe('What decided it, in words and numbers.') });

export const observed = z
  .object({
    outcome: z.string().optional(),
    status: z.number().optional(),
    body: z.string().optional(),
    failingChecks: texts,
    checks: z.record(z.string(), z.boolean()).optional().describe('Every check that the health answer names, and whether it failed.'),
    exits: z.array(z.object({ code: z.number().nullable(), signal: z.string().nullable() })),
    listening: z.boolean(),
    listened: z.boolean().optional(),
    hurtLater: texts.optional(),
  })
  .describe('What a rollout showed beyond its verdict.');

const usersCount = z.object({ requests: z.number(), errors: z.number() });

const beside = z
  .object({
    oldHarm: harm,
    users: usersCount.extend({ byFleet: z.record(z.string(), usersCount), byPhase: z.record(z.string(), usersCount), examples: texts }),
    replacements: z.number(),
    oldFleet: z.enum(['untouched', 'gone', 'changed']),
  })
  .describe('What a rollout beside an old fleet showed beyond its canary.');

export const OUTCOMES = ['as-expected', 'surprise', 'harness-error', 'control-refused', 'timed-out'] as const;

/** What is known of a scenario since it ended. */
export const END_SHAPE = {
  outcome: z.enum(OUTCOMES),
  judgement: z
    .union([z.object({ outcome: z.literal('as-expected') }), z.object({ outcome: z.literal('surprise'), differences: texts })])
    .optional(),
  verdict: verdict.optional(),
  reason: z.string().optional(),
  harm: harm.optional(),
  hurt: texts.optional().describe("In what users' answers differed from the control's."),
  observed: observed.optional(),
  beside: beside.optional(),
  confirmation: z
    .union([
      z.object({ state: z.literal('measured') }),
      z.object({ state: z.literal('confirmed'), watchedSeconds: z.number() }),
      z.object({ state: z.enum(['provisional', 'repeated']), why: z.string() }),
    ])
    .optional(),
  pace: z.enum(['fast', 'realtime']),
  checksSent: z.number(),
  checksProjected: z.number(),
  wallSeconds: z.number(),
  error: z.string().optional(),
  lastAnswer: z.string().optional(),
  lastLines: texts.optional(),
  explained: texts.optional().describe('Why health checks of the canary failed, by the events that reached its collectors.'),
  keep: texts.optional().describe('Commands to see an instance that was left up.'),
  retries: z
    .object({
      flaky: z.boolean().describe('The last attempt was as expected.'),
      attempts: z.number().describe('All of them, the first one too.'),
      earlier: texts.optional().describe('What each attempt before the last one came to, in words.'),
    })
    .optional()
    .describe('Only of a scenario that was run again; all else is of its last attempt.'),
  otherKinds: z.array(otherKind).describe('By one check in the form of each other kind, after the verdict.'),
  otherDecisions: z.array(otherKind).describe('By the same answers that the judging kind got.'),
};
