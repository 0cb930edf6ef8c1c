import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { found } from './ids.js';

/** AWS: GetConsoleOutput keeps the latest 64 KB. */
const MOST_BYTES = 64 * 1024;
const MOST_LINES = 2000;

/** What instances print. AWS: EC2 API. */
export const consoleHandlers = ({ core }: Ec2Service): Ec2Handlers => ({
  GetConsoleOutput: ({ InstanceId }) => {
    const instance = found('instance', InstanceId, (id) => core.instances.find(id));
    const lines = instance.lastLines(MOST_LINES);
    const output = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    return { InstanceId, Timestamp: core.dateOf(core.clock.now()), Output: output.subarray(Math.max(0, output.length - MOST_BYTES)).toString('base64') };
  },
});
