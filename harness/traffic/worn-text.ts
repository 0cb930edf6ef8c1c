/** Characters from which on a run of letters is taken for a token, such as one against forged forms. */
const LONG_TOKEN = 24;

const WITH_DIGITS = /[\w-]*\d[\w.-]*/g;
const LONG = new RegExp(`[\\w+=]{${LONG_TOKEN},}`, 'g');

/** A text without what differs each time: numbers, dates, ids and signatures become `#`. Pure. */
export const wornText = (text: string): string => text.replace(WITH_DIGITS, '#').replace(LONG, '#');
