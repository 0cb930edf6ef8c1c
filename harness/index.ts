export { defineApp } from './define-app.js';
export type { App, AppDescription, ScenarioFunction } from './define-app.js';
export type { Faults } from './faults/index.js';
export { ConfigError, EnvironmentError } from './model/errors.js';
export type { Duration } from './model/duration.js';
export type { Fault, Onset } from './model/fault.js';
export type { BalancerKind, HealthCheck, HealthCheckChange } from './model/health-check.js';
export type { Release, UserRequest } from './model/release.js';
export type { Because, Harm, Pace, RuntimeKind, Scenario, ScenarioOptions } from './model/scenario.js';
