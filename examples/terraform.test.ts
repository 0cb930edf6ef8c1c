import { describeWithTerraform } from '../harness/terraform/terraform-bench.testing.js';
import { byInstanceRefresh } from './instance-refresh.testing.js';
import { byLaunchConfiguration } from './launch-configuration.testing.js';
import { byLaunchTemplate } from './launch-template.testing.js';
import { interruptedScenario, judgedScenarios } from './terraform-scenarios.testing.js';

/** Applies wait for real checks, so those of one service wait at the same time. */
const LIMIT = 900_000;

describeWithTerraform('the examples, with the real provider', () => {
  test.concurrent.each([
    ['groups named after launch configurations: a good canary takes over, a broken one leaves the old fleet serving, and nothing is left at the end', byLaunchConfiguration],
    ['groups named by a prefix after versions of a template: a broken canary that is tried twice leaves the old fleet serving beside two more groups', byLaunchTemplate],
    ['an instance refresh behind an Application Load Balancer takes over, and leaves old instances serving beside a sick one though the apply was green', byInstanceRefresh],
  ])('%s', (_, sequence) => sequence(), LIMIT);

  // Each of these boots two fleets and a provider of its own, and has less time for it than an apply.
  test.each([
    ["scenarios are judged by what a user's own files come to, and leave nothing running", judgedScenarios],
    ['a scenario that is interrupted during an apply is gone with all that it started', interruptedScenario],
  ])('%s', (_, sequence) => sequence(), LIMIT);
});
