import { standingImages } from './define-images.js';
import { faultsFor } from './faults/index.js';
import { SMALL_RELEASE } from './model/release.testing.js';

const AMI = 'ami-0123456789abcdef0';
const fault = faultsFor<'GREETING', never, never>(SMALL_RELEASE);

it('an image stands for the app, for the app with a fault, for an answer or for nothing', () => {
  const images = standingImages(SMALL_RELEASE, {
    [AMI]: {},
    'ami-00000002': { fault: fault.env.unset('GREETING') },
    'ami-00000003': { answers: 503 },
    'ami-00000004': 'nothing',
    'ami-00000005': { source: 'v2' },
  });
  expect(images.map(({ standsFor }) => standsFor.kind)).toEqual(['release', 'release', 'answer', 'nothing', 'source']);
  expect(images.map(({ description }) => description)).toEqual(['till', expect.stringMatching(/^till, where .*GREETING/), 'answers 503 on every port', 'nothing runs', 'till at v2']);
});

it.each([
  ['an id that AWS could not have given', { 'ami-web': {} }, 'ami-web: expected an AMI id'],
  ['a setting that it does not know', { [AMI]: { faults: [] } as object }, 'expected only fault, source, answers, found "faults"'],
  ['a status that no answer has', { [AMI]: { answers: 99 } }, 'expected a status from 200 to 599'],
  ['a fault that the app cannot have', { [AMI]: { fault: fault.env.unset('NONE' as 'GREETING') } }, 'NONE'],
])('%s is refused', (_, described, message) => {
  expect(() => standingImages(SMALL_RELEASE, described)).toThrow(message);
});
