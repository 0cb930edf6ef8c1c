import { QueryError } from './query-error.js';
import type { Protocol } from './services.js';

/** How one protocol says what is wrong with an input. A path is the parameter's name as it is, or would be, sent. */
export interface InputErrors {
  /** Required members that are absent; at least one. */
  missing(paths: readonly string[]): QueryError;
  /** A value that is not what its member takes, such as `an integer`. */
  unreadable(path: string, text: string, wanted: string): QueryError;
  /** Text where a list or structure belongs, or the reverse. */
  misshapen(path: string, what: Misshape): QueryError;
  unprintable(): QueryError;
}

/** `unnumbered`: a list whose items are not counted as the protocol wants it. */
export type Misshape = 'text-for-list' | 'text-for-structure' | 'structure-for-text' | 'unnumbered' | 'index';

const MOST_TOLD = 10;

/** Texts of coral, AWS's framework behind its query services, as its users quote them. */
const MISSHAPEN: Record<Misshape, string> = {
  'text-for-list': 'Unexpected list element termination',
  'text-for-structure': 'Unexpected complex element termination',
  'structure-for-text': 'Start of structure or map found where not expected.',
  unnumbered: 'Top level element may not be treated as a list',
  index: 'Index of a list element is not a number in range',
};

// Which of AWS's texts a bad number gets is not documented; the code is the one of input that cannot be read.
const QUERY: InputErrors = {
  missing: (paths) => {
    const told = paths.slice(0, MOST_TOLD).map((path) => `Value null at '${constraintPath(path)}' failed to satisfy constraint: Member must not be null`);
    const count = paths.length === 1 ? '1 validation error' : `${paths.length} validation errors`;
    return new QueryError('ValidationError', `${count} detected: ${told.join('; ')}`);
  },
  unreadable: (path, text, wanted) =>
    wanted === TIMESTAMP
      ? new QueryError('MalformedInput', 'timestamp must follow ISO8601')
      : new QueryError('MalformedInput', `Value '${excerpt(text)}' at '${constraintPath(path)}' is not ${wanted}`),
  misshapen: (_path, what) => new QueryError('MalformedInput', MISSHAPEN[what]),
  unprintable: () => new QueryError('MalformedInput', 'The request has characters in it that XML cannot carry'),
};

const EC2: InputErrors = {
  missing: ([path = '']) => new QueryError('MissingParameter', `The request must contain the parameter ${path}`),
  unreadable: (path, text, wanted) =>
    new QueryError('InvalidParameterValue', `Value (${excerpt(text)}) for parameter ${path} is invalid. It must be ${wanted}.`),
  misshapen: (path) => new QueryError('UnknownParameter', `The parameter ${excerpt(path)} is not recognized`),
  unprintable: () => new QueryError('InvalidCharacter', 'A string or character provided in the request is invalid.'),
};

/** What a timestamp's reader wants, which AWS has a text of its own for. */
export const TIMESTAMP = 'a timestamp of ISO 8601';

/** AWS: Auto Scaling, Elastic Load Balancing and EC2 API references, "Common Errors" and "Error codes"; rule 38. */
export const inputErrorsOf = (protocol: Protocol): InputErrors => (protocol === 'ec2' ? EC2 : QUERY);

/** Members as AWS's validation names them: `Listeners.member.1.InstancePort` is `listeners.1.member.instancePort`. */
function constraintPath(path: string): string {
  return excerpt(path)
    .replace(/\bmember\.(\d+)/g, '$1.member')
    .replace(/(^|\.)([A-Z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase());
}

const excerpt = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}...` : text);
