import { inflateSync, strFromU8 } from 'fflate';

/** What a text was before it was deflated and written in base64. Of the page alone: whoever makes a report needs no such program. */
export const inflated = (text: string): string => strFromU8(inflateSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))));
