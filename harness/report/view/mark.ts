/** A dot passed, a cross failed, a ring timed out, a triangle asks to be looked at, a dash tells nothing. */
export type Mark = 'pass' | 'fail' | 'ring' | 'warn' | 'none';
