/** The region and the account that everything behind the door belongs to. */
export interface Place {
  /** Such as `us-east-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** The account of AWS's own examples. */
export const EXAMPLE_ACCOUNT = '123456789012';

/** The account that LocalStack works in, unless a client's key is another account's number. */
export const LOCALSTACK_ACCOUNT = '000000000000';

const ZONE_LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Names of the region's availability zones, in order. */
export const zonesOf = ({ region }: Place): string[] => ZONE_LETTERS.map((letter) => `${region}${letter}`);

/** @param resource everything after the account, such as `loadbalancer/app/web/0123456789abcdef` */
export const arnOf = ({ region, account }: Place, service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
