/** A dot passed, a cross failed, a clock timed out, a half dot did both, a triangle asks to be looked at, a dash tells nothing. */
export type Mark = 'pass' | 'fail' | 'ring' | 'half' | 'warn' | 'none';
