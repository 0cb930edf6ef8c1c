import { fault, scenario } from './app.js';

scenario('the process ends at its start', {
  fault: fault.process.crashOnStart({ exitCode: 3 }),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 3 },
});

scenario('the process ends at every start until the init job gives up', {
  fault: fault.process.crashOnStart({ exitCode: 4, respawn: true }),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 4 },
});

scenario('the port never opens', {
  fault: fault.process.neverListen(),
  expect: 'rejected',
  because: { outcome: 'connection-refused', log: /swallowed/ },
});

scenario('a slow boot within the deadline', { fault: fault.process.listenLate({ seconds: 4 }), expect: 'accepted' });

scenario('the process ends after its first good check', {
  fault: fault.process.exitAfterChecks({ checks: 1 }),
  expect: 'rejected',
  because: 'connection-refused',
  harm: 'hurt',
});

scenario('a crash loop that is up at each check is let through', {
  fault: fault.process.exitAfterChecks({ checks: 1, respawn: true }),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('the process ends three seconds after its start', {
  fault: fault.process.exitAfter({ seconds: 3 }),
  healthCheck: { interval: 5, timeout: 2 },
  deadline: '60s',
  expect: 'rejected',
  because: 'connection-refused',
});

scenario('the event loop is blocked', { fault: fault.process.blockEventLoop(), expect: 'rejected', because: 'timeout', harm: 'hurt' });

scenario('a busy instance that still answers in time', {
  fault: fault.process.blockEventLoop({ seconds: 0.5, lasts: 1.5 }),
  expect: 'accepted',
});

scenario('the process is stopped', { fault: fault.process.stop(), expect: 'rejected', because: 'timeout' });

scenario('the process is stopped for a moment', { fault: fault.process.stop({ lasts: 1.5 }), expect: 'accepted' });

scenario('memory ends while the process starts', {
  fault: fault.process.memoryLimit({ megabytes: 6 }),
  expect: 'rejected',
  because: { outcome: 'connection-refused', log: /heap/ },
});

scenario('the process of the release before keeps the port and answers for the new one', {
  fault: fault.process.portKept(),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('the process ends at its start and says that all went well', {
  fault: fault.process.crashOnStart({ exitCode: 0 }),
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 0 },
});

scenario('few files may be open at once', { fault: fault.process.fewDescriptors(), expect: 'accepted' });

scenario('the folder of the app cannot be written to', { fault: fault.process.readOnlyDisk(), expect: 'accepted' });
