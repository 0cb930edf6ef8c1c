import { fault, scenario } from './app.js';

const byTerraform = {
  terraform: 'examples/terraform',
  variables: { health_check: { interval: 5, timeout: 2 }, draining: 5, wait_for_capacity_timeout: '40s' },
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
