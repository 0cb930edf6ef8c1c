import type { AttributeRange, AttributeRule } from './attribute-rules.js';
import type { BalancerType, ListenerProtocol } from './v2-types.js';

const BOOLEAN: AttributeRange = { kind: 'boolean' };
const TEXT: AttributeRange = { kind: 'text', most: 1024 };
const oneOf = (...values: string[]): AttributeRange => ({ kind: 'one-of', values });
const whole = (min: number, max: number, or?: string): AttributeRange => ({ kind: 'whole', min, max, ...(or === undefined ? {} : { or }) });
const attribute = (key: string, initial: string, range: AttributeRange): AttributeRule => ({ key, initial, range });
const flag = (key: string, initial: 'true' | 'false' = 'false'): AttributeRule => attribute(key, initial, BOOLEAN);

const logs = (kind: 'access' | 'connection' | 'health_check'): AttributeRule[] => [
  flag(`${kind}_logs.s3.enabled`),
  attribute(`${kind}_logs.s3.bucket`, '', TEXT),
  attribute(`${kind}_logs.s3.prefix`, '', TEXT),
];

const APPLICATION_BALANCER: readonly AttributeRule[] = [
  ...logs('access'),
  attribute('idle_timeout.timeout_seconds', '60', whole(1, 4000)),
  flag('deletion_protection.enabled'),
  flag('routing.http2.enabled', 'true'),
  flag('routing.http.drop_invalid_header_fields.enabled'),
  flag('routing.http.xff_client_port.enabled'),
  flag('routing.http.preserve_host_header.enabled'),
  attribute('routing.http.xff_header_processing.mode', 'append', oneOf('append', 'preserve', 'remove')),
  // Is always on, and says so.
  attribute('load_balancing.cross_zone.enabled', 'true', oneOf('true')),
  attribute('routing.http.desync_mitigation_mode', 'defensive', oneOf('monitor', 'defensive', 'strictest')),
  attribute('client_keep_alive.seconds', '3600', whole(60, 604800)),
  flag('waf.fail_open.enabled'),
  flag('routing.http.x_amzn_tls_version_and_cipher_suite.enabled'),
  flag('zonal_shift.config.enabled'),
  ...logs('connection'),
  ...logs('health_check'),
  flag('ipv6.deny_all_igw_traffic'),
];

const NETWORK_BALANCER: readonly AttributeRule[] = [
  ...logs('access'),
  flag('deletion_protection.enabled'),
  flag('load_balancing.cross_zone.enabled'),
  attribute('dns_record.client_routing_policy', 'any_availability_zone', oneOf('any_availability_zone', 'availability_zone_affinity', 'partial_availability_zone_affinity')),
  flag('zonal_shift.config.enabled'),
  attribute('secondary_ips.auto_assigned.per_subnet', '0', whole(0, 7)),
  flag('ipv6.deny_all_igw_traffic'),
];

/** Attributes of a load balancer with what they begin with. AWS: LoadBalancerAttribute. */
export const balancerAttributes = (type: BalancerType): readonly AttributeRule[] => (type === 'application' ? APPLICATION_BALANCER : NETWORK_BALANCER);

const MOST_TARGETS = 1000;
const ONE_DAY = '86400';
const WEEK: AttributeRange = whole(1, 604800);

/** The guide of 2023 begins the first of them with `off`, the API reference of today with 1 (doubt D7): the newer one. */
const GROUP_HEALTH: readonly AttributeRule[] = [
  attribute('target_group_health.dns_failover.minimum_healthy_targets.count', '1', whole(1, MOST_TARGETS, 'off')),
  attribute('target_group_health.dns_failover.minimum_healthy_targets.percentage', 'off', whole(1, 100, 'off')),
  attribute('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', '1', whole(1, MOST_TARGETS)),
  attribute('target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', 'off', whole(1, 100, 'off')),
];

const EVERY_GROUP: readonly AttributeRule[] = [
  attribute('deregistration_delay.timeout_seconds', '300', whole(0, 3600)),
  flag('stickiness.enabled'),
  attribute('load_balancing.cross_zone.enabled', 'use_load_balancer_configuration', oneOf('true', 'false', 'use_load_balancer_configuration')),
  ...GROUP_HEALTH,
];

const APPLICATION_GROUP: readonly AttributeRule[] = [
  ...EVERY_GROUP,
  attribute('stickiness.type', 'lb_cookie', oneOf('lb_cookie', 'app_cookie')),
  attribute('stickiness.lb_cookie.duration_seconds', ONE_DAY, WEEK),
  attribute('stickiness.app_cookie.duration_seconds', ONE_DAY, WEEK),
  attribute('stickiness.app_cookie.cookie_name', '', TEXT),
  attribute('slow_start.duration_seconds', '0', whole(0, 900)),
  attribute('load_balancing.algorithm.type', 'round_robin', oneOf('round_robin', 'least_outstanding_requests', 'weighted_random')),
  attribute('load_balancing.algorithm.anomaly_mitigation', 'off', oneOf('on', 'off')),
];

const networkGroup = (protocol: ListenerProtocol): readonly AttributeRule[] => {
  const datagrams = protocol === 'UDP' || protocol === 'TCP_UDP';
  return [
    ...EVERY_GROUP,
    attribute('stickiness.type', 'source_ip', oneOf('source_ip')),
    flag('deregistration_delay.connection_termination.enabled', datagrams ? 'true' : 'false'),
    flag('preserve_client_ip.enabled', 'true'),
    flag('proxy_protocol_v2.enabled'),
    flag('target_health_state.unhealthy.connection_termination.enabled', datagrams ? 'false' : 'true'),
    attribute('target_health_state.unhealthy.draining_interval_seconds', '0', whole(0, 360000)),
  ];
};

/** Attributes of a target group of instances. AWS: TargetGroupAttribute. */
export const groupAttributes = (protocol: ListenerProtocol): readonly AttributeRule[] =>
  protocol === 'HTTP' || protocol === 'HTTPS' ? APPLICATION_GROUP : networkGroup(protocol);

const MTLS_HEADERS = ['_serial_number', '_issuer', '_subject', '_validity', '_leaf', ''].map((part) => `routing.http.request.x_amzn_mtls_clientcert${part}.header_name`);
const TLS_HEADERS = ['version', 'cipher_suite'].map((part) => `routing.http.request.x_amzn_tls_${part}.header_name`);
const ANSWER_HEADERS = [
  'strict_transport_security',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
].map((part) => `routing.http.response.${part}.header_value`);

const texts = (keys: readonly string[]): AttributeRule[] => keys.map((key) => attribute(key, '', TEXT));

/** Attributes of a listener. AWS: ListenerAttribute. */
export function listenerAttributes(protocol: ListenerProtocol): readonly AttributeRule[] {
  const ofAnswers = [flag('routing.http.response.server.enabled', 'true'), ...texts(ANSWER_HEADERS)];
  switch (protocol) {
    case 'HTTP':
      return ofAnswers;
    case 'HTTPS':
      return [...ofAnswers, ...texts([...MTLS_HEADERS, ...TLS_HEADERS])];
    case 'UDP':
      return [];
    default:
      return [attribute('tcp.idle_timeout.seconds', '350', whole(60, 6000))];
  }
}
