import type { MigrationsDescription } from './release.js';

type Described = Pick<MigrationsDescription, 'skipWith' | 'atStart'>;

/** Whether the start command migrates: one that can be told not to does. Pure. */
export const migratesAtStart = ({ skipWith, atStart = false }: Described): boolean => atStart || canSkip({ skipWith });

/** Whether settings are described under which the release starts without migrating. Pure. */
export const canSkip = ({ skipWith }: Pick<Described, 'skipWith'>): boolean => Object.keys(skipWith).length > 0;
