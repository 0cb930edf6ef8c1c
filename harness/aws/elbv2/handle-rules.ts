import { readActions } from './actions.js';
import { conditionAnswer, readConditions } from './conditions.js';
import { checkGroups } from './forward-groups.js';
import { ruleArnOf } from './handle-listeners.js';
import type { Listener } from './listener.js';
import { checkRange, invalid, Refusal } from './refusal.js';
import { newRule, ruleAnswer, type Rule } from './rule.js';
import { withTags } from './tags.js';
import { pageFor, type V2Store } from './v2-store.js';
import type { Given, GivenAction, Part } from './v2-types.js';

const MOST_RULES = 100;
const LAST_PRIORITY = 50000;

/** Rules of listeners of application load balancers. AWS: Elastic Load Balancing v2 API. */
export const ruleHandlers: Part = (store) => ({
  CreateRule: (given) => {
    const listener = store.listener(given.ListenerArn);
    if (listener.balancer.identity.type === 'network') throw new Refusal('InvalidConfigurationRequest', `Rules are not supported for listeners with protocol '${listener.settings.protocol}'`);
    const conditions = readConditions(given.Conditions);
    const actions = ruleActions(store, listener, given.Actions);
    const tags = withTags(new Map(), given.Tags);
    checkPriority(given.Priority);
    if ([...listener.rules.values()].some(({ priority }) => priority === given.Priority)) throw takenPriority(given.Priority);
    if (listener.rules.size >= MOST_RULES) throw new Refusal('TooManyRules', `A load balancer can have at most ${MOST_RULES} rules beside its default ones`);
    const arn = ruleArnOf(listener.arn);
    const rule = newRule({ arn, priority: given.Priority, given: given.Conditions.map(conditionAnswer), conditions, actions, transforms: given.Transforms ?? [], tags });
    listener.rules.set(arn, rule);
    store.noteUse();
    return { Rules: [ruleAnswer(rule)] };
  },

  ModifyRule: ({ RuleArn, Conditions, Actions, Transforms, ResetTransforms }) => {
    const { listener, rule } = changeable(store, RuleArn, 'modified');
    const conditions = Conditions && readConditions(Conditions);
    const actions = Actions && ruleActions(store, listener, Actions);
    if (ResetTransforms && Transforms) throw invalid('Transforms cannot be specified and reset at the same time');
    const transforms = ResetTransforms ? [] : Transforms;
    Object.assign(rule, {
      ...(Conditions ? { given: Conditions.map(conditionAnswer), conditions } : {}),
      ...(actions ? { actions, credits: new Map() } : {}),
      ...(transforms ? { transforms } : {}),
    });
    store.noteUse();
    return { Rules: [ruleAnswer(rule)] };
  },

  DeleteRule: ({ RuleArn }) => {
    const { listener } = changeable(store, RuleArn, 'deleted');
    listener.rules.delete(RuleArn);
    store.noteUse();
    return {};
  },

  DescribeRules: (given) => {
    const { items, more } = pageFor(asked(store, given), given);
    return { Rules: items.map(ruleAnswer), ...more };
  },

  SetRulePriorities: ({ RulePriorities }) => {
    const changes = RulePriorities.map(({ RuleArn = '', Priority }) => ({ ...changeable(store, RuleArn, 'modified'), priority: checkPriority(Priority) }));
    const changed = new Map(changes.map(({ rule, priority }) => [rule, priority]));
    if (changed.size === 0) throw invalid('At least one rule must be specified');
    if (new Set(changes.map(({ listener }) => listener)).size > 1) throw invalid('All rules must be of the same listener');
    const after = [...(changes[0]?.listener.rules.values() ?? [])].map((rule) => changed.get(rule) ?? rule.priority);
    const twice = after.find((priority, index) => after.indexOf(priority) !== index);
    if (twice !== undefined) throw takenPriority(twice);
    for (const [rule, priority] of changed) rule.priority = priority;
    return { Rules: [...changed.keys()].map(ruleAnswer) };
  },
});

function asked(store: V2Store, { ListenerArn, RuleArns = [] }: Given<'DescribeRules'>): Rule[] {
  if (ListenerArn && RuleArns.length > 0) throw invalid('Listener ARN and rule ARNs cannot be specified at the same time');
  if (ListenerArn) return store.listener(ListenerArn).allRules();
  if (RuleArns.length === 0) throw invalid('You must specify either rule ARNs or a listener ARN');
  return RuleArns.map((arn) => store.rule(arn).rule);
}

function changeable(store: V2Store, arn: string, what: 'modified' | 'deleted'): { readonly listener: Listener; readonly rule: Rule } {
  const found = store.rule(arn);
  if (found.rule.priority === 'default') throw new Refusal('OperationNotPermitted', `Default rule '${arn}' cannot be ${what}`);
  return found;
}

function ruleActions(store: V2Store, { balancer, settings: { protocol } }: Listener, given: readonly GivenAction[]): GivenAction[] {
  const actions = readActions(given, { type: balancer.identity.type, protocol });
  checkGroups(store, balancer, protocol, actions);
  return actions;
}

function checkPriority(priority: number | undefined): number {
  if (priority === undefined) throw invalid('A priority must be specified');
  checkRange('priority', priority, 1, LAST_PRIORITY);
  return priority;
}

const takenPriority = (priority: Rule['priority']): Refusal => new Refusal('PriorityInUse', `Priority '${priority}' is currently in use`);
