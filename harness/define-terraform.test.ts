import { resolve } from 'node:path';
import { defineScenario } from './define-scenario.js';
import type { ScenarioOptions } from './model/scenario.js';
import { makeShop } from './runner/release-folder.testing.js';

const shop = makeShop();

afterAll(() => shop.remove());

const define = (options: Record<string, unknown>) =>
  defineScenario(shop.release, 'a rollout', { expect: 'accepted', old: 2, ...options } as unknown as ScenarioOptions, { file: '/shop/scenarios/fleets.scenario.ts', line: 3 });

test('a rollout by Terraform goes on in real time, with the folder of its files found from the working directory', () => {
  expect(define({ rollout: { terraform: 'examples/terraform', variables: { name: 'shop' } } })).toMatchObject({
    pace: 'realtime',
    fleets: {
      old: { instances: 2 },
      rollout: { policy: 'terraform', folder: resolve('examples/terraform'), variables: { name: 'shop' }, imageVariable: 'ami', region: 'us-east-1' },
    },
  });
});

test('the variable of the image and the region may have other names', () => {
  expect(define({ rollout: { terraform: 'examples/terraform', image: 'image_id', region: 'eu-west-1' } })).toMatchObject({
    fleets: { rollout: { imageVariable: 'image_id', region: 'eu-west-1' } },
  });
});

const terraform = 'examples/terraform';

test.each([
  ['a folder that is not there', { rollout: { terraform: 'no/such/folder' } }, 'expected a folder with Terraform files, found nothing at'],
  ['a value for the image', { rollout: { terraform, variables: { ami: 'ami-0123456789abcdef0' } } }, '"ami" is given by canarybed'],
  ['a misspelt setting', { rollout: { terraform, variable: {} } }, 'rollout: expected only terraform, variables, image, region, found "variable"'],
  ['a health check', { rollout: { terraform }, healthCheck: { interval: 10 } }, '"healthCheck" is as the Terraform files have it'],
  ['a number of canary instances', { rollout: { terraform }, instances: 2 }, '"instances" is as the Terraform files have it'],
  ['skipped time', { rollout: { terraform }, pace: 'fast' }, 'Terraform waits in real time'],
])('a rollout by Terraform cannot have %s', (_, options, message) => {
  expect(() => define(options)).toThrow(message);
});
