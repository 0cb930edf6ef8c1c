import type { RolloutRecord } from '../../rollout-record.js';
import { counted } from '../words.js';
import { secondsText } from './time-window.js';

/** A tick of a lane: what was asked then, and whether it failed. */
export interface AskedMoment {
  readonly at: number;
  readonly sentence: string;
  readonly failed: boolean;
}

/** Users' requests through the balancer: those of each second by who answered, and each error at its own second. Pure. */
export function trafficMoments(traffic: RolloutRecord['traffic']): AskedMoment[] {
  if (!traffic) return [];
  const { every, counts, errors } = traffic;
  // An error that is here itself is no part of its second's tick.
  const told = new Map<string, number>();
  const keyOf = (at: number, fleet: string): string => `${Math.floor(at / every)} ${fleet}`;
  const from = counts[0] === undefined ? 0 : counts[0].at - Math.floor(counts[0].at / every) * every;
  for (const { at, fleet } of errors) told.set(keyOf(at - from, fleet), (told.get(keyOf(at - from, fleet)) ?? 0) + 1);
  const fine = counts.map(({ at, fleet, requests, errors: failed }) => ({
    at: at + every / 2,
    failed: failed > (told.get(keyOf(at - from, fleet)) ?? 0),
    sentence: `Users through the balancer, ${secondsText(at)} to ${secondsText(at + every)}: ${counted(requests, 'request')} answered by ${byFleet(fleet)}, ${failed === 0 ? 'none' : failed} failed`,
  }));
  const failed = errors.map(({ at, fleet, instance, request, hurt, tookMs }) => ({
    at,
    failed: true,
    sentence: `A user at ${secondsText(at, 2)} asked for ${request} and was answered by ${byFleet(fleet)}${instance === undefined ? '' : ` (${instance})`} after ${tookMs} ms: ${hurt}`,
  }));
  return [...fine, ...failed].sort((a, b) => a.at - b.at);
}

const byFleet = (fleet: string): string => (fleet === 'balancer' ? 'the balancer itself' : `the ${fleet === 'old' ? 'old fleet' : fleet}`);

/** What was asked of AWS's APIs. Pure. */
export const apiMoments = (api: NonNullable<RolloutRecord['api']>): AskedMoment[] =>
  api
    .map(({ at, service, operation, outcome, tookMs }) => ({ at, failed: outcome !== 'ok', sentence: `${service} ${operation} at ${secondsText(at, 2)}: ${outcome}, ${tookMs} ms` }))
    .sort((a, b) => a.at - b.at);
