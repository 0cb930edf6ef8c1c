import { checkForward, forwardAnswer } from './forward-action.js';
import { checkRedirect, readRedirect } from './redirect.js';
import { invalid, Refusal } from './refusal.js';
import type { BalancerType, GivenAction, ListenerProtocol } from './v2-types.js';

const FIXED_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];
const ROUTING = ['forward', 'redirect', 'fixed-response'];
const AUTHENTICATING = ['authenticate-oidc', 'authenticate-cognito', 'jwt-validation'];

/** Where actions stand. */
export interface ActionSetting {
  readonly type: BalancerType;
  readonly protocol: ListenerProtocol;
}

/**
 * A rule's actions in the order in which they are taken, with all that was left out filled in as AWS does. That their
 * target groups exist is not looked at. Pure. AWS: Action of the Elastic Load Balancing v2 API.
 * @throws Refusal
 */
export function readActions(given: readonly GivenAction[], setting: ActionSetting): GivenAction[] {
  if (given.length === 0) throw invalid('At least one action must be specified');
  const actions = given.length === 1 ? [...given] : inOrder(given);
  const routing = actions.filter(({ Type }) => ROUTING.includes(Type));
  const last = actions.at(-1);
  if (routing.length !== 1 || last === undefined || !ROUTING.includes(last.Type)) {
    throw new Refusal('InvalidLoadBalancerAction', 'Exactly one action of the type forward, redirect or fixed-response must be specified, and it must be the last to be performed');
  }
  return actions.map((action) => readAction(action, setting));
}

/** The action that decides where a request goes. */
export const routingAction = (actions: readonly GivenAction[]): GivenAction | undefined => actions.at(-1);

function inOrder(given: readonly GivenAction[]): GivenAction[] {
  const orders = given.map(({ Order }) => Order);
  if (orders.includes(undefined)) throw invalid('An order must be specified for each of several actions');
  if (new Set(orders).size < orders.length) throw invalid('The orders of actions must be unique');
  return [...given].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0));
}

function readAction(action: GivenAction, { type, protocol }: ActionSetting): GivenAction {
  const { Type, Order } = action;
  if (Order !== undefined && !(Order >= 1 && Order <= 50000)) throw invalid(`The order of an action must be from 1 to 50000, found ${Order}`);
  if (Type !== 'forward' && type === 'network') throw new Refusal('InvalidLoadBalancerAction', `Actions of type '${Type}' are not supported on network load balancers`);
  if (AUTHENTICATING.includes(Type) && protocol !== 'HTTPS') throw new Refusal('InvalidLoadBalancerAction', `Actions of type '${Type}' are supported on HTTPS listeners only`);
  switch (Type) {
    case 'forward':
      checkForward(action);
      return forwardAnswer(action);
    case 'redirect':
      if (!action.RedirectConfig) throw invalid('A redirect action needs a RedirectConfig');
      checkRedirect(action.RedirectConfig, protocol);
      return { ...action, RedirectConfig: readRedirect(action.RedirectConfig) };
    case 'fixed-response':
      checkFixedResponse(action);
      return action;
    default:
      if (AUTHENTICATING.includes(Type)) return action;
      throw invalid(`Action type '${Type}' must be one of '${[...ROUTING, ...AUTHENTICATING].join("', '")}'`);
  }
}

function checkFixedResponse({ FixedResponseConfig: config }: GivenAction): void {
  if (!config) throw invalid('A fixed-response action needs a FixedResponseConfig');
  const { StatusCode, ContentType, MessageBody = '' } = config;
  if (!/^[245]\d\d$/.test(StatusCode)) throw invalid(`The status code of a fixed response must be 2XX, 4XX or 5XX, found '${StatusCode}'`);
  if (ContentType && !FIXED_TYPES.includes(ContentType)) throw invalid(`The content type of a fixed response must be one of '${FIXED_TYPES.join("', '")}', found '${ContentType}'`);
  if (MessageBody.length > 1024) throw invalid(`The message body of a fixed response must be at most 1024 characters long, found ${MessageBody.length}`);
}
