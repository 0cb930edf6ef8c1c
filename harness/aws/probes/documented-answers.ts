import { BALANCER_ANSWERS } from './balancer-answers.js';
import { GROUP_ANSWERS } from './group-answers.js';
import { HEALTH_CHECK_ANSWERS } from './health-check-answers.js';
import type { Probe } from './probe.js';
import { REGISTRATION_ANSWERS } from './registration-answers.js';

/**
 * Questions to AWS's endpoints with the answers that AWS documents, each with its source. Written from those sources, never
 * from what canarybed or another emulator answers. Each uses names of its own, so that any of them may be asked alone.
 */
export const DOCUMENTED_ANSWERS: readonly Probe[] = [...HEALTH_CHECK_ANSWERS, ...BALANCER_ANSWERS, ...REGISTRATION_ANSWERS, ...GROUP_ANSWERS];
