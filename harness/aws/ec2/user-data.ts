import { QueryError } from '../wire/query-error.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** AWS: Run commands at launch: the limit of user data, before it is encoded. */
const MOST_BYTES = 16 * 1024;

/**
 * User data as the instance reads it. Pure.
 * @param given base64, which may be broken into lines
 * @throws QueryError for what is no base64 or is longer than 16 KiB
 */
export function decodeUserData(given: string): string {
  const packed = given.replace(/\s/g, '');
  if (!BASE64.test(packed)) throw new QueryError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  const data = Buffer.from(packed, 'base64');
  if (data.length > MOST_BYTES) throw new QueryError('InvalidParameterValue', `User data is limited to ${MOST_BYTES} bytes`);
  return data.toString();
}

/** User data as answers have it. */
export const encodeUserData = (data: string): string => Buffer.from(data).toString('base64');
