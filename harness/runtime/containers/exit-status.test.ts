import { exitOf } from './exit-status.js';

test.each([
  [0, { code: 0, signal: null }],
  [1, { code: 1, signal: null }],
  [127, { code: 127, signal: null }],
  [128, { code: 128, signal: null }],
  [134, { code: null, signal: 'SIGABRT' }],
  [137, { code: null, signal: 'SIGKILL' }],
  [139, { code: null, signal: 'SIGSEGV' }],
  [143, { code: null, signal: 'SIGTERM' }],
  [255, { code: 255, signal: null }],
])('status %i', (status, exit) => {
  expect(exitOf(status)).toEqual(exit);
});
