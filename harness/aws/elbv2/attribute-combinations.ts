import type { Attributes } from './attribute-rules.js';
import { invalid, Refusal } from './refusal.js';

/**
 * Refuses attributes of a load balancer that do not go together. AWS: LoadBalancerAttribute, the logs' buckets.
 * @throws Refusal InvalidConfigurationRequest
 */
export function checkBalancerAttributes(attributes: Attributes): void {
  for (const kind of ['access', 'connection', 'health_check']) {
    if (attributes.get(`${kind}_logs.s3.enabled`) !== 'true' || attributes.get(`${kind}_logs.s3.bucket`)) continue;
    throw new Refusal('InvalidConfigurationRequest', `The value of '${kind}_logs.s3.bucket' must be specified when '${kind}_logs.s3.enabled' is true`);
  }
}

/**
 * Refuses attributes of a target group that do not go together. AWS: TargetGroupAttribute; Application guide, slow start
 * mode, which the other algorithms exclude.
 * @throws Refusal ValidationError, InvalidConfigurationRequest
 */
export function checkGroupAttributes(attributes: Attributes): void {
  const slowStart = Number(attributes.get('slow_start.duration_seconds') ?? 0);
  if (slowStart !== 0 && slowStart < 30) throw invalid(`Target group attribute 'slow_start.duration_seconds' must be 0 or a whole number from 30 to 900, found '${slowStart}'`);
  const algorithm = attributes.get('load_balancing.algorithm.type') ?? 'round_robin';
  if (slowStart > 0 && algorithm !== 'round_robin') throw new Refusal('InvalidConfigurationRequest', `Slow start cannot be used together with the algorithm '${algorithm}'`);
  if (attributes.get('load_balancing.algorithm.anomaly_mitigation') === 'on' && algorithm !== 'weighted_random') {
    throw new Refusal('InvalidConfigurationRequest', "Anomaly mitigation needs the algorithm 'weighted_random'");
  }
  checkStickiness(attributes);
}

function checkStickiness(attributes: Attributes): void {
  const cookie = attributes.get('stickiness.app_cookie.cookie_name') ?? '';
  if (/^AWSALB/.test(cookie)) throw invalid(`The name of an application cookie cannot begin with 'AWSALB', found '${cookie}'`);
  const byAppCookie = attributes.get('stickiness.enabled') === 'true' && attributes.get('stickiness.type') === 'app_cookie';
  if (byAppCookie && !cookie) throw invalid("The value of 'stickiness.app_cookie.cookie_name' must be specified for stickiness of the type 'app_cookie'");
}
