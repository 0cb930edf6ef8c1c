import { createContext } from 'preact';

/** Id of the scenario or mutant whose page was left for this one. */
export const CameFrom = createContext<string | undefined>(undefined);

/** Address of the list, with the search that it was left with. */
export const BackTo = createContext('#');
