import { inflateSync, strFromU8 } from 'fflate';

/** Attribute of an element whose text is deflated (RFC 1951) and in base64. */
export const DEFLATED = 'data-deflated';

/** What an element's text was before it was deflated. */
export const inflated = (text: string): string => strFromU8(inflateSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))));
