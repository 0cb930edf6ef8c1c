import type { Condition } from './conditions.js';
import type { Credits } from './forward-action.js';
import type { Given, GivenAction, GivenCondition } from './v2-types.js';

/** A rule of a listener; its default rule is one without conditions. */
export interface Rule {
  readonly arn: string;
  /** 1 to 50000, the least first; the default rule comes after all others. */
  priority: number | 'default';
  /** As they are described, and as they are matched. */
  given: readonly GivenCondition[];
  conditions: readonly Condition[];
  actions: readonly GivenAction[];
  /** Stored, not carried out. */
  transforms: NonNullable<Given<'CreateRule'>['Transforms']>;
  tags: ReadonlyMap<string, string>;
  /** Whose turn it is among several target groups. */
  credits: Credits;
}

/** A rule whose first turns are still to be taken. */
export const newRule = (made: Omit<Rule, 'credits'>): Rule => ({ ...made, credits: new Map() });

/** A rule in the API's form. */
export const ruleAnswer = ({ arn, priority, given, actions, transforms }: Rule) => ({
  RuleArn: arn,
  Priority: String(priority),
  Conditions: given,
  Actions: actions,
  IsDefault: priority === 'default',
  ...(transforms.length > 0 ? { Transforms: transforms } : {}),
});

/** The order in which rules are tried. */
export const byPriority = (a: Rule, b: Rule): number => numberOf(a) - numberOf(b);

const numberOf = ({ priority }: Rule): number => (priority === 'default' ? Infinity : priority);
