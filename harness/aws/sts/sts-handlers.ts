import type { RegionCore } from '../region-base.js';
import { QueryError } from '../wire/query-error.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import { fakeCredentials } from './fake-credentials.js';

const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\u0021-\u007e]*\/)?([\w+=,.@-]{1,64})$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** Seconds. AWS: DurationSeconds of AssumeRole and of GetSessionToken. */
const ROLE_DURATION = { least: 900, most: 43_200, otherwise: 3600 };
const SESSION_DURATION = { least: 900, most: 129_600, otherwise: 43_200 };

/** STS 2011-06-15: everybody is the account's root user, and credentials open nothing. AWS: STS API. */
export function stsHandlers(core: RegionCore): Handlers<ServiceModules['sts']> {
  const { account } = core.place;
  const expiry = (given: number | undefined, range: typeof ROLE_DURATION): Date => core.dateOf(core.clock.now() + readDuration(given, range));
  return {
    GetCallerIdentity: () => ({ UserId: account, Account: account, Arn: `arn:aws:iam::${account}:root` }),

    GetSessionToken: ({ DurationSeconds }) => ({ Credentials: fakeCredentials(expiry(DurationSeconds, SESSION_DURATION)) }),

    AssumeRole: ({ RoleArn, RoleSessionName, DurationSeconds }) => {
      const [, owner, role] = ROLE.exec(RoleArn) ?? [];
      if (!owner || !role) throw new QueryError('ValidationError', `${RoleArn} is invalid`);
      if (!SESSION_NAME.test(RoleSessionName)) {
        throw new QueryError(
          'ValidationError',
          `1 validation error detected: Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* with a length between 2 and 64`,
        );
      }
      return {
        Credentials: fakeCredentials(expiry(DurationSeconds, ROLE_DURATION)),
        AssumedRoleUser: {
          AssumedRoleId: `AROAEXAMPLEEXAMPLE000:${RoleSessionName}`,
          Arn: `arn:aws:sts::${owner}:assumed-role/${role}/${RoleSessionName}`,
        },
      };
    },
  };
}

function readDuration(given: number | undefined, { least, most, otherwise }: typeof ROLE_DURATION): number {
  const duration = given ?? otherwise;
  if (duration >= least && duration <= most) return duration;
  const bound = duration < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw new QueryError('ValidationError', `1 validation error detected: Value '${duration}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound}`);
}
