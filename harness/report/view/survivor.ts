import { harmWeight } from '../harm-order.js';
import type { ScenarioResult } from '../results.js';
import { usersHarm } from '../users-harm.js';

/** What is told of a release that was accepted although users were hurt. */
export interface Survivor {
  /** As harm-order.ts weighs it. */
  readonly weight: readonly number[];
  /** The first few things that users got otherwise. */
  readonly hurt: readonly string[];
  /** How many there are beyond them. */
  readonly more: number;
}

const FEW = 3;

/** Undefined of a release that is none. Pure. */
export function survivorOf(scenario: Pick<ScenarioResult, 'verdict' | 'harm' | 'hurt' | 'observed' | 'beside'>): Survivor | undefined {
  const { verdict, harm, hurt = [], observed, beside } = scenario;
  if (verdict?.verdict !== 'accepted' || usersHarm(scenario)?.harm !== 'hurt') return undefined;
  const all = [...hurt, ...(beside?.users.examples ?? [])];
  return {
    weight: harmWeight({ harm, oldHarm: beside?.oldHarm, hurt, hurtLater: observed?.hurtLater, errors: beside?.users.errors }),
    hurt: all.slice(0, FEW),
    more: Math.max(0, all.length - FEW),
  };
}
