import type { MigrationsDescription } from './release.js';

type Described = Pick<MigrationsDescription, 'skipWith' | 'atStart'>;

/** Whether the start command migrates: one that can be told not to does, unless it is said otherwise. Pure. */
export const migratesAtStart = ({ skipWith, atStart = canSkip({ skipWith }) }: Described): boolean => atStart;

/** Whether settings are described under which the release starts without migrating. Pure. */
export const canSkip = ({ skipWith }: Pick<Described, 'skipWith'>): boolean => Object.keys(skipWith).length > 0;
