import { fault, scenario } from '../scenarios/app.js';

const byTerraform = {
  terraform: 'examples/terraform',
  variables: {
    health_check: { interval: 5, timeout: 2 },
    draining: 5,
    wait_for_capacity_timeout: '40s',
    certificate_arn: 'arn:aws:acm:us-east-1:123456789012:certificate/3f1a7c52-6a1b-4ad3-9d0e-7b1c8d2e9f40',
  },
};

scenario('by Terraform a good release takes over', {
  old: 2,
  rollout: byTerraform,
  expect: 'accepted',
  oldFleet: 'gone',
});

scenario('by Terraform a release without SECRET_KEY leaves the old fleet serving', {
  old: 2,
  rollout: byTerraform,
  fault: fault.env.unset('SECRET_KEY'),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 1 },
  oldFleet: 'untouched',
});
