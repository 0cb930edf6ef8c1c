import { defineApp } from '../../harness/index.js';

export const HABITS = {
  WARM_UP: '0',
  WARM_UP_QUERIES: '0',
  IDLE_TIMEOUT: '0',
  CRASH_AFTER: '0',
  DEPENDENCY_AFTER: '0',
  BACK_OFF: '0',
  LEAK: '0',
};

/** A small app with clocks of its own, all switched off until a scenario sets them. */
export const defineSmallApp = (folder: string, respawn: boolean) =>
  defineApp({
    name: respawn ? 'small-respawned' : 'small',
    respawn,
    folder,
    command: ['node', 'server.cjs'],
    env: HABITS,
    port: { setting: 'PORT', instancePort: 80 },
    publicHost: 'small.example.com',
    database: { setting: 'DATABASE_URL', tables: [] },
    pages: {},
    users: [{ name: 'page', method: 'GET', path: '/', headers: {} }],
    checks: {},
    healthCheck: { target: 'HTTP:80/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 10 },
    deadline: '40s',
  });
