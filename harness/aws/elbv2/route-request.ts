import type { GivenAnswer, RequestHead, Route } from '../../balancer/route.js';
import type { TargetPool } from '../../balancer/routing.js';
import { routingAction } from './actions.js';
import { groupsOf, takeTurn } from './forward-action.js';
import { matchesAll } from './match-request.js';
import { redirectAnswer, type ListenerPlace } from './redirect.js';
import type { Rule } from './rule.js';
import type { GivenAction } from './v2-types.js';

/** Nobody may be asked: the balancer answers 503. */
const NOBODY: Route = { kind: 'forward', pool: { id: '', targets: [], method: 'round-robin', slowStart: 0 } };

/**
 * Where a request goes: the first rule whose conditions it meets decides, and among several target groups their weights.
 * Each turn is noted in the rule. AWS: Application guide, listener rules; weighted target groups.
 * @param rules in the order in which they are tried, the default rule last
 * @param request undefined for a connection of a TCP listener, whose rules have no conditions
 */
export function routeRequest(rules: readonly Rule[], request: RequestHead | undefined, place: ListenerPlace, poolOf: (arn: string) => TargetPool | undefined): Route {
  const rule = rules.find(({ conditions }) => conditions.length === 0 || (request !== undefined && matchesAll(conditions, request)));
  const action = rule && routingAction(rule.actions);
  if (!action) return NOBODY;
  if (action.Type === 'forward') {
    const { chosen, credits } = takeTurn(groupsOf(action), rule.credits);
    rule.credits = credits;
    const pool = chosen && poolOf(chosen.arn);
    return pool ? { kind: 'forward', pool } : NOBODY;
  }
  if (request && action.Type === 'redirect' && action.RedirectConfig) return { kind: 'answer', answer: redirectAnswer(action.RedirectConfig, request, place) };
  return { kind: 'answer', answer: fixedAnswer(action) };
}

/** AWS: Application guide, fixed-response actions. */
function fixedAnswer({ FixedResponseConfig: config }: GivenAction): GivenAnswer {
  const { StatusCode = '503', ContentType, MessageBody = '' } = config ?? {};
  return {
    status: Number(StatusCode),
    headers: { Server: 'awselb/2.0', 'Content-Type': `${ContentType || 'text/plain'}; charset=utf-8` },
    body: MessageBody,
  };
}
