import { attributesOf, blocksOf, type HclBlock } from '../../terraform/hcl-blocks.js';
import { finder, type Facts, type FileDetector, type Finder, type Finding } from './finding.js';
import { writtenSeconds } from './written-seconds.js';

type Attributes = ReturnType<typeof attributesOf>;
type NumberKey = 'interval' | 'timeout' | 'healthyThreshold' | 'unhealthyThreshold' | 'gracePeriod';
type TextKey = 'target' | 'health' | 'matcher';

/** Health checks of load balancers, and how long Auto Scaling groups wait. Expressions are told, and left out. */
export const terraform: FileDetector = {
  reads: (path) => path.endsWith('.tf'),
  find(path, text) {
    return blocksOf(text)
      .filter(({ type }) => type === 'resource')
      .flatMap((block) => READERS[block.labels[0] ?? '']?.(block, finder('terraform', `${path} ${block.labels.join('.')}`)) ?? []);
  },
};

const READERS: Readonly<Record<string, (block: HclBlock, find: Finder) => Finding[]>> = {
  aws_elb: classic,
  aws_lb_target_group: targetGroup,
  aws_alb_target_group: targetGroup,
  aws_autoscaling_group: group,
};

/** Of the block's health check; none where it has none. */
function checkOf({ body }: HclBlock): Attributes {
  const check = blocksOf(body).find(({ type }) => type === 'health_check');
  return check ? attributesOf(check) : new Map();
}

function classic(block: HclBlock, find: Finder): Finding[] {
  const check = checkOf(block);
  return [...find('balancer', 'classic'), ...text(check, 'target', 'target', find), ...times(check, find)];
}

function targetGroup(block: HclBlock, find: Finder): Finding[] {
  const own = attributesOf(block);
  const check = checkOf(block);
  const port = [check.get('port'), own.get('port')].map(Number).find((each) => Number.isInteger(each) && each > 0);
  return [
    ...find('balancer', /^(?:TCP|TLS|UDP|TCP_UDP)$/.test(String(own.get('protocol'))) ? 'network' : 'application'),
    ...find('port', port, 'port'),
    ...text(check, 'path', 'health', find),
    ...text(check, 'matcher', 'matcher', find),
    ...times(check, find),
  ];
}

function group(block: HclBlock, find: Finder): Finding[] {
  const own = attributesOf(block);
  const name = 'wait_for_capacity_timeout';
  const wait = own.get(name);
  const seconds = wait === undefined ? undefined : writtenSeconds(String(wait));
  return [
    ...numeral(own, 'health_check_grace_period', 'gracePeriod', find),
    ...(seconds === 0 ? find('note', `${name} is 0, so Terraform does not wait for the canary at all`) : find('capacityTimeout', seconds, name)),
    ...(own.has(name) && seconds === undefined ? find('note', `${name} is an expression, so it is left out`) : []),
  ];
}

const times = (check: Attributes, find: Finder): Finding[] => [
  ...numeral(check, 'interval', 'interval', find),
  ...numeral(check, 'timeout', 'timeout', find),
  ...numeral(check, 'healthy_threshold', 'healthyThreshold', find),
  ...numeral(check, 'unhealthy_threshold', 'unhealthyThreshold', find),
];

const text = (attributes: Attributes, name: string, key: TextKey, find: Finder): Finding[] => taken(attributes, name, key, String(attributes.get(name)), find);

const numeral = (attributes: Attributes, name: string, key: NumberKey, find: Finder): Finding[] => taken(attributes, name, key, Number(attributes.get(name)), find);

function taken<K extends NumberKey | TextKey>(attributes: Attributes, name: string, key: K, value: Facts[K], find: Finder): Finding[] {
  if (!attributes.has(name)) return [];
  return attributes.get(name) === undefined || Number.isNaN(value) ? find('note', `${name} is an expression, so it is left out`) : find(key, value, name);
}
