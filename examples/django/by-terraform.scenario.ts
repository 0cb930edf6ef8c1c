import { fault, scenario } from './app.js';

const byTerraform = {
  terraform: 'examples/terraform',
  variables: {
    health_check: { interval: 5, timeout: 2 },
    draining: 5,
    wait_for_capacity_timeout: '40s',
    // Users come by HTTPS; to the others nginx has nothing but a redirect.
    certificate_arn: 'arn:aws:acm:us-east-1:123456789012:certificate/3f1a7c52-6a1b-4ad3-9d0e-7b1c8d2e9f40',
  },
};

scenario('Django: by Terraform a good release takes over', { old: 2, rollout: byTerraform, expect: 'accepted', oldFleet: 'gone' });

scenario('Django: by Terraform a release with a broken page leaves the old fleet serving', {
  old: 2,
  rollout: byTerraform,
  fault: fault.page.breakTemplate('front'),
  expect: 'rejected',
  because: { check: 'pages', event: /pages/ },
  harm: 'hurt',
  oldFleet: 'untouched',
});
