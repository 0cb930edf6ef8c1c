import { z } from 'zod';

/**
 * What configurations are made of. Each piece says what it expects in words that follow "expected"; an object says its
 * keys where one is unknown, see config-mistakes.ts.
 */
export const object = <S extends z.core.$ZodLooseShape>(words: string, shape: S) =>
  z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : words) });

const matching = (words: string, pattern: RegExp) => z.string({ error: words }).regex(pattern, { error: words });

export const text = (words = 'a text') => z.string({ error: words }).min(1, { error: words });
export const yesOrNo = z.boolean({ error: 'true or false' });
export const listOf = <T extends z.ZodType>(words: string, item: T) => z.array(item, { error: words });
export const oneOrMore = <T extends z.ZodType>(words: string, item: T) => z.union([item, z.array(item)], { error: words });

export const settingName = matching('the name of a setting, such as DATABASE_URL', /^[A-Za-z_][A-Za-z0-9_.-]*$/);
export const requestPath = matching('a path that begins with a slash, of visible ASCII characters, such as /health', /^\/[\x21-\x7e]*$/);
export const hostName = matching('a host name, such as app.example.com', /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/);
export const appName = matching('a name of at most 40 letters, digits, dots, dashes and underscores', /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
/** A file or folder of the release: what lies outside its folder is not deployed with it. */
export const releasePath = matching("a path inside the release's folder, such as views or dist/public", /^(?!\/)(?!\.\.(?:\/|$))(?!.*\/\.\.(?:\/|$)).+$/);

const WHOLE = { port: 'a port from 1 to 65535', status: 'an HTTP status from 100 to 599', count: 'a whole number of at least 1' };
const whole = (words: string, least: number, most: number) => z.int({ error: words }).min(least, { error: words }).max(most, { error: words });
export const portNumber = whole(WHOLE.port, 1, 65_535);
export const httpStatus = whole(WHOLE.status, 100, 599);
export const count = whole(WHOLE.count, 1, 1_000_000);

const TIME = "a time such as '1.5s', '250ms' or '5m', or a number of seconds";
export const duration = z.union([z.number().nonnegative({ error: TIME }), z.templateLiteral([z.number(), z.enum(['ms', 's', 'm', 'h'])])], { error: TIME });

const COMMAND = 'a command, such as "node server.js" or ["node", "server.js"]';
export const command = z.union([text(COMMAND), z.array(z.string({ error: 'a text' }), { error: COMMAND }).min(1, { error: COMMAND })], { error: COMMAND });

const SETTINGS = 'settings by their names, each a text, a number, or true or false';
export const settings = z.record(settingName, z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, or true or false' }), { error: SETTINGS });

/** As RFC 9110 has the names of fields, and without line ends in what they carry. */
export const headers = z.record(matching('the name of a header', /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), matching('a text without line ends', /^[^\r\n\0]*$/), { error: 'headers by their names, each a text' });
