import { resolve } from 'node:path';
import { toSeconds, type Duration } from '../model/duration.js';
import { validateHealthCheck } from '../model/health-check-rules.js';
import type { Release } from '../model/release.js';
import type { Scenario } from '../model/scenario.js';
import { fleetPlanOf } from '../define-fleets.js';
import { lookAhead, runtimeFor } from '../runner/load-run.js';
import { unrunScenarios } from '../runner/registry.js';
import { findSource, releaseFrom } from '../runner/release-source.js';
import { newRunId, RunFolder } from '../runtime/run-folder.js';
import { describedApp } from '../runner/described-app.js';
import type { Command } from './options.js';
import { withOutputFiles, type OutputFiles } from './output-files.js';
import { runScenarios } from './run.js';

type RolloutCommand = Extract<Command, { name: 'rollout' }>;

/**
 * Rolls one real release out beside another, on one database: the old one serves users, the new one migrates and joins.
 * As expected is only that the new one is accepted and nobody is hurt.
 */
export const rollout = (command: RolloutCommand, signal: AbortSignal): Promise<number> => withOutputFiles('run', undefined, (output) => rollOutInto(output, command, signal));

async function rollOutInto(output: OutputFiles, command: RolloutCommand, signal: AbortSignal): Promise<number> {
  const { runtime, pace, watch } = command;
  await lookAhead(runtime, true);
  const described = describedApp(command.app);
  const place = new RunFolder(newRunId());
  try {
    const workplace = place.makeFolder('sources');
    const [old, next] = await Promise.all(
      [command.old, command.new].map(async (name, index) => releaseFrom(await findSource(name, described), described, index === 0 ? 'old' : 'new', workplace, signal)),
    );
    if (!old || !next) throw new Error('a release is missing');
    const scenarios = [scenarioOf(command, old, next)];
    return await runScenarios({ scenarios, unrun: unrunScenarios() }, { choice: await runtimeFor(scenarios, runtime), pace, watch, keep: false, output }, signal);
  } finally {
    place.remove();
  }
}

function scenarioOf(command: RolloutCommand, old: Release, next: Release): Scenario {
  const { instances } = command;
  const settings = { expect: 'accepted', old: command.oldInstances, rollout: command.policy, bake: command.bake as Duration } as const;
  const plan = fleetPlanOf(settings, instances);
  if (!plan) throw new Error('a rollout without fleets');
  const balancer = command.balancer ?? next.balancer;
  const title = `${command.new} beside ${command.old}`;
  return {
    id: 'rollout',
    title,
    family: 'rollout',
    location: { file: resolve(command.app), line: 1 },
    release: next,
    faults: [],
    expectation: { verdict: 'accepted', harm: 'fine', oldHarm: 'fine', userErrors: 0 },
    healthCheck: validateHealthCheck(next.healthCheck, balancer),
    balancer,
    deadline: toSeconds((command.deadline as Duration | undefined) ?? next.deadline, '--deadline'),
    settle: toSeconds(next.settle, 'settle'),
    instances,
    fleets: { ...plan, old: { ...plan.old, release: old } },
  };
}
