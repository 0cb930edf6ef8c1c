// What XML 1.0 cannot carry, not even escaped.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'g');

/** True when an answer with this text in it would not be XML. */
export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

/** The text with each character that XML cannot carry replaced, so that the rest still arrives. */
export const printable = (text: string): string => (UNPRINTABLE.test(text) ? text.replace(ALL_UNPRINTABLE, '\ufffd') : text);
