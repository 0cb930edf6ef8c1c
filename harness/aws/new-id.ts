import { randomBytes } from 'node:crypto';

/** A resource's id in AWS's longer form: a prefix and 17 hexadecimal digits, such as `i-0123456789abcdef0`. */
export const newId = (prefix: string): string => `${prefix}-${newHex(17)}`;

/** So many random hexadecimal digits, as the ends of ARNs have them. */
export const newHex = (digits: number): string => randomBytes(Math.ceil(digits / 2)).toString('hex').slice(0, digits);
