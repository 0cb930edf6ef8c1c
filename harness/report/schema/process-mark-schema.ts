import { z } from 'zod';

/** Fields of a `ProcessMark`. */
export const PROCESS_MARK = { host: z.string(), pid: z.number(), ticks: z.string().optional() };
