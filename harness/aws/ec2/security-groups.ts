import type { RegionCore } from '../region-base.js';
import { newId } from '../new-id.js';
import { QueryError } from '../wire/query-error.js';
import { isSameRule, ruleText, type RuleTerms, type SecurityRule } from './security-rules.js';

const MOST_RULES = 1000;

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  rules: readonly SecurityRule[];
}

/** Everything may go out. */
const ALL_OUT: RuleTerms = { protocol: '-1', from: undefined, to: undefined, peer: { kind: 'ipv4', text: '0.0.0.0/0' }, description: undefined };

/** Security groups of the region. Nothing is kept out by them: they are there to be read back. */
export class SecurityGroups {
  readonly #groups = new Map<string, SecurityGroup>();

  constructor({ network, place }: RegionCore) {
    const id = network.defaultSecurityGroupId;
    const group = this.#add(id, 'default', 'default VPC security group', network.vpcId);
    // AWS: Default security groups: its members may talk to each other.
    this.allow(group, false, [{ ...ALL_OUT, peer: { kind: 'group', text: id, account: place.account } }]);
  }

  create(name: string, description: string, vpcId: string): SecurityGroup {
    if (this.list().some((group) => group.name === name && group.vpcId === vpcId)) {
      throw new QueryError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`);
    }
    return this.#add(newId('sg'), name, description, vpcId);
  }

  find(id: string): SecurityGroup | undefined {
    return this.#groups.get(id);
  }

  named(name: string): SecurityGroup | undefined {
    return this.list().find((group) => group.name === name);
  }

  list(): SecurityGroup[] {
    return [...this.#groups.values()];
  }

  delete(group: SecurityGroup): void {
    this.#groups.delete(group.id);
  }

  /** @throws QueryError InvalidPermission.Duplicate for a rule that is there already */
  allow(group: SecurityGroup, egress: boolean, given: readonly RuleTerms[]): SecurityRule[] {
    const added: SecurityRule[] = [];
    for (const terms of given) {
      if ([...group.rules, ...added].some((rule) => rule.egress === egress && isSameRule(rule, terms))) {
        throw new QueryError('InvalidPermission.Duplicate', `the specified rule "${ruleText(terms)}" already exists`);
      }
      added.push({ ...terms, id: newId('sgr'), egress });
    }
    if (group.rules.length + added.length > MOST_RULES) throw new QueryError('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.');
    group.rules = [...group.rules, ...added];
    return added;
  }

  #add(id: string, name: string, description: string, vpcId: string): SecurityGroup {
    const group: SecurityGroup = { id, name, description, vpcId, rules: [] };
    this.#groups.set(id, group);
    // AWS: a new group of a VPC lets everything out.
    this.allow(group, true, [ALL_OUT]);
    return group;
  }
}
