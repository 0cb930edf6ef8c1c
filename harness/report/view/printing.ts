import { createContext } from 'preact';

/** Whether the page is drawn for paper: no filters, and tables whole. */
export const Printing = createContext(false);
