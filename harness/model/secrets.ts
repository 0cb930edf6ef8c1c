/** What stands in a text where a secret stood. */
const MASK = '***';

/** Shorter secrets are left alone: replacing every "pw" or "1" would shred the text and hide nothing. */
const SHORTEST_MASKED = 4;

/** Words that make a setting's name secret, whole (`DB_PASS`), in pairs (`API_KEY`) or anywhere in a word (`PGPASSWORD`). */
const SECRET_WORD = /^(?:secrets?|token|pass|pwd|pw|credentials?|creds|dsn|authorization|jwt)$/;
const SECRET_PAIR = /(?:^|_)(?:api|private|access|secret|signing|encryption|master|session|auth|license|account)_?keys?(?:_|$)/;
const SECRET_PART = /password|passwd|passphrase|secret$|token$/;
/** A last word that says the value is about a secret, not one: `PASSWORD_MIN_LENGTH`, `TOKEN_URL`, `SECRET_NAME`. */
const ABOUT_A_SECRET =
  /_(?:file|path|dir|url|uri|endpoint|host|name|header|type|column|field|table|length|min|max|ttl|seconds|minutes|hours|days|expiry|expires|expiration|issuer|audience|algorithm|rounds|policy|enabled|disabled|required|arn|prefix)$/;
/** The shell's own; and switches, which would take every `true` out of a text. */
const NO_SECRET_NAME = /^(?:old)?pwd$/;
const SWITCH = /^(?:true|false|yes|none|null|undefined|disabled|enabled|required|optional)$/i;

const SECRET_VALUES = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
  /^(?:AKIA|ASIA)[A-Z0-9]{12,}$/,
  /^(?:gh[opsur]_|github_pat_|xox[abprs]-|sk_(?:live|test)_|sk-|glpat-|npm_)[\w-]{10,}$/,
];

/** Secrets that any text shows by their form alone; `$1` and `$2` are kept. */
const SECRET_FORMS: readonly RegExp[] = [
  /(:\/\/[^\s/?#:@"'<>]*:)[^\s/?#"'<>]*(@)/g,
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)()/gs,
  /()\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+()/g,
  /()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b()/g,
  /(\b(?:password|passwd|pwd)=)(?!\*\*\*)[^\s&;,'"]+()/gi,
];

/**
 * Whether a setting holds a secret, by its name or by the form of its value. A URL counts when it carries a password,
 * a plain text when it is long and random; hexadecimal digests and UUIDs name things and do not count.
 */
export function looksSecret(name: string, value?: string): boolean {
  return secretName(name) || (value !== undefined && secretValue(value));
}

/**
 * The secrets within settings, each once: of a URL only its password (or, under a secret name, its lone user), raw and
 * percent-decoded, of any other secret setting the whole value.
 */
export function secretsOf(env: Readonly<Record<string, string>>): string[] {
  const found = Object.entries(env).flatMap(([name, value]) => {
    const parts = passwordsWithin(value, secretName(name));
    if (parts.length > 0) return parts.flatMap((part) => [part, decoded(part)]);
    return looksSecret(name, value) && !SWITCH.test(value) ? [value, value.trim()] : [];
  });
  return [...new Set(found)].filter((secret) => secret !== '' && secret !== MASK);
}

/** Masks many values with the same secrets: the forms in which they may stand are worked out once. */
export class SecretMask {
  readonly #forms: readonly string[];

  constructor(secrets: readonly string[]) {
    this.#forms = formsOf(secrets);
  }

  /** As `maskDeep`, of what we tell ourselves: its numbers are measured, and stay. */
  deep<T>(value: T): T {
    return deep(value, this.#forms, false) as T;
  }

  /** As `maskDeep`, of what an app wrote. */
  foreign<T>(value: T): T {
    return deep(value, this.#forms, true) as T;
  }
}

/** Settings fit to be shown: secret values are `***`, URLs keep all but their password. */
export function maskEnv(env: Readonly<Record<string, string>>): Record<string, string> {
  const forms = formsOf(secretsOf(env));
  const masked = Object.entries(env).map(([name, value]) => {
    const whole = looksSecret(name, value) && value !== '' && passwordsWithin(value, secretName(name)).length === 0;
    return [name, whole ? MASK : maskForms(value, forms)];
  });
  return Object.fromEntries(masked) as Record<string, string>;
}

/**
 * A JSON value with the secrets masked in every text, in names, and in numbers whose digits contain one (which then
 * become texts). The value itself is left as it is. In a text every secret becomes `***`, also where it stands
 * JSON-escaped or URL-encoded, and so does what any text shows by its form: passwords in URLs, private keys, JWTs, AWS
 * key ids. Secrets shorter than 4 characters stay.
 */
export function maskDeep<T>(value: T, secrets: readonly string[]): T {
  return new SecretMask(secrets).foreign(value);
}

function deep(value: unknown, forms: readonly string[], numbersToo: boolean): unknown {
  if (typeof value === 'string') return maskForms(value, forms);
  if (typeof value === 'number') return numbersToo && forms.some((form) => String(value).includes(form)) ? MASK : value;
  if (Array.isArray(value)) return value.map((item) => deep(item, forms, numbersToo));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [maskForms(name, forms), deep(item, forms, numbersToo)]));
}

function maskForms(text: string, forms: readonly string[]): string {
  // A mask beside what is left can spell a secret that has stars in it, hence until nothing changes.
  for (let masked = text; ; ) {
    const next = SECRET_FORMS.reduce((rest, form) => rest.replace(form, `$1${MASK}$2`), maskOccurrences(masked, forms));
    if (next === masked) return next;
    masked = next;
  }
}

/** Overlapping secrets are taken out together, so that the rest of neither is left. */
function maskOccurrences(text: string, forms: readonly string[]): string {
  const spans = forms.flatMap((form) => occurrences(text, form)).sort((a, b) => a[0] - b[0]);
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const [start, end] of spans) {
    if (start >= done) masked += text.slice(done, start) + MASK;
    done = Math.max(done, end);
  }
  return masked + text.slice(done);
}

function occurrences(text: string, form: string): [number, number][] {
  const spans: [number, number][] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) spans.push([at, at + form.length]);
  return spans;
}

/** A secret as it may stand in a text: raw, within JSON (once and twice), within a URL or a form, within base64. */
function formsOf(secrets: readonly string[]): string[] {
  const forms = secrets.filter((secret) => secret.length >= SHORTEST_MASKED && secret !== MASK).flatMap((secret) => {
    const json = JSON.stringify(secret).slice(1, -1);
    const form = new URLSearchParams([['', secret]]).toString().slice(1);
    const url = form.replaceAll('+', '%20');
    const plain = url.replace(/%(?:21|27|28|29|7E)/g, (code) => decodeURIComponent(code));
    const encoded = [form, url, plain].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]);
    return [secret, json, JSON.stringify(json).slice(1, -1), ...encoded, ...base64Forms(secret)];
  });
  return [...new Set(forms)];
}

/** Characters that a text of base64 must show of a secret to be told from others. */
const LEAST_BASE64 = 8;

/** What shows of a secret in base64 wherever it begins in what was encoded, but for the ends that others share. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = [0, 1, 2].map((before) => {
    const length = before + bytes.length;
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor((length * 8) / 6));
  });
  const standard = forms.map((form) => form.replaceAll('-', '+').replaceAll('_', '/'));
  return [...forms, ...standard].filter(({ length }) => length >= LEAST_BASE64);
}

function secretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_');
  if (NO_SECRET_NAME.test(words) || ABOUT_A_SECRET.test(words)) return false;
  return SECRET_PAIR.test(words) || words.split('_').some((word) => SECRET_WORD.test(word) || SECRET_PART.test(word));
}

function secretValue(value: string): boolean {
  if (passwordsWithin(value, false).length > 0) return true;
  return SECRET_VALUES.some((form) => form.test(value.trim())) || isRandom(value.trim());
}

/** 24 or more characters of base64 with all three kinds in it and at least 4 bits each: a key, not a word or a path. */
function isRandom(text: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,}$/.test(text) || /^\//.test(text)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/\d/.test(text)) return false;
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const bits = [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
  return bits >= 4;
}

/** Passwords of a URL (before the last `@` of its authority, or in a query) or of a `key=value` connection string. */
function passwordsWithin(value: string, secretByName: boolean): string[] {
  // A password with a raw slash or hash breaks the authority, but drivers and people write it nonetheless.
  const url = /^\s*[a-z][a-z0-9+.-]*:\/\/(?:([^/?#]*)@|([^@]*:[^@]*)@)/i.exec(value);
  const [user = '', ...password] = (url?.[1] ?? url?.[2] ?? '').split(':');
  const own = password.join(':') || (secretByName ? user : '');
  const pairs = [...value.matchAll(/(?:^|[?&;\s])(?:password|passwd|pwd)\s*=\s*('[^']*'|[^\s&;]+)/gi)];
  return [own, ...pairs.map((pair) => (pair[1] ?? '').replace(/^'|'$/g, ''))].filter((part) => part !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
