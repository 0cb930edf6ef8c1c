import { ActivityLog } from './activity-log.js';

test('what is under way is kept, and the latest hundred of what has ended, under ids of their own', () => {
  let now = 0;
  const told: string[] = [];
  const log = new ActivityLog('web', () => now, (type, { id }) => told.push(`${type} ${id}`));
  const slow = log.start({ kind: 'terminate', instanceId: 'i-0', cause: [] });
  for (now = 1; now <= 150; now++) log.change(log.start({ kind: 'launch', cause: [] }).id, { status: 'Failed' });
  const kept = log.list();
  expect(kept).toHaveLength(101);
  expect([kept[0]?.id, kept[1]?.startedAt, kept.at(-1)?.startedAt]).toEqual([slow.id, 150, 51]);
  expect(new Set(told).size).toBe(301);
});
