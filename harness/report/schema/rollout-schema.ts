import { z } from 'zod';
import { PROBE_OUTCOMES } from '../../model/probe-result.js';

const at = z.number().describe("Seconds of the rollout's clock.");
const instance = z.string().describe('Id of an instance.');
export const texts = z.array(z.string());
export const hash = z.string().describe('Names a text of "bodies".');

const answer = { request: z.string(), status: z.number().optional(), contentType: z.string().optional(), location: z.string().optional(), error: z.string().optional() };
export const userAnswer = z.object({ ...answer, missed: z.string().optional().describe('What was expected of it and is not so.'), hurt: z.string().optional().describe('In what it is not what it was to be; left out: its user is fine, or an earlier version wrote this.'), tookMs: z.number() });

export const otherKind = z.object({ kind: z.string(), sentence: z.string() });

const instanceRecord = z.object({
  id: z.string(),
  side: z.string().optional().describe('Beside an old fleet: old or canary.'),
  events: z.array(z.object({ at, event: z.string(), sentence: z.string() })),
  log: z.array(z.object({ at, line: z.string() })).describe('Its last lines.'),
  written: z.number().optional().describe('How many lines it wrote in all.'),
});

const probe = z.object({
  instance,
  phase: z.enum(['rollout', 'watch']),
  at,
  tookMs: z.number(),
  outcome: z.enum(PROBE_OUTCOMES as [string, ...string[]]),
  request: hash.optional().describe('Names what was sent, to the letter; of a check by a plain connection, in words, that nothing was.'),
  unsent: z.literal(true).optional().describe('No connection came about over which the request could be sent.'),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: hash.optional(),
  detail: z.string(),
  projected: z.literal(true).optional().describe('This slot was not sent but taken to be like the ones before it.'),
});

const traffic = z
  .object({
    every: z.number().describe('Seconds of each count.'),
    counts: z.array(z.object({ at, fleet: z.string(), requests: z.number(), errors: z.number() })),
    errors: z.array(z.object({ at, fleet: z.string(), instance: instance.optional(), request: z.string(), hurt: z.string().describe('In what the answer is not what it was to be.'), tookMs: z.number() })),
    errorsLeftOut: z.number().optional().describe('How many came after those.'),
  })
  .describe("Users' requests through the balancer, beside an old fleet.");

const apiCall = z.object({ at, service: z.string(), operation: z.string(), outcome: z.string().describe('"ok", or AWS\'s code of the error.'), tookMs: z.number() });

export const rolloutSchema = z
  .object({
    began: z.number().describe("Second of the clock from which the verdict's own counts."),
    env: z.record(z.string(), z.string()).describe("Settings of the rollout's first instance, secrets masked."),
    instances: z.array(instanceRecord),
    probes: z.array(probe),
    transitions: z.array(z.object({ instance, at, state: z.string(), reasonCode: z.string().optional(), description: z.string().optional() })).describe("In AWS's words."),
    phases: z.array(z.object({ phase: z.string(), at })),
    activities: z.array(z.object({ group: z.string(), at, event: z.string(), sentence: z.string() })).describe('What the Auto Scaling groups did.'),
    users: z.array(userAnswer.extend({ instance, at: at.optional(), time: z.number().describe('Wall seconds since the run began.'), body: hash.optional() })),
    traffic: traffic.optional(),
    api: z.array(apiCall).optional().describe("Requests to AWS's APIs by which the rollout was driven."),
    apiLeftOut: z.number().optional().describe('How many of those came after the ones that are here.'),
    otherKinds: z.array(otherKind.extend({ instance })),
    otherDecisions: z.array(otherKind.extend({ instance })),
  })
  .describe('All that happened in the rollout that counts; left out where nothing booted.');
