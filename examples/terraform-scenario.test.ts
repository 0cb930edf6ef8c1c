import { describeWithTerraform } from '../harness/terraform/terraform-bench.testing.js';
import { startProgram } from './program.testing.js';

/** Applies wait for real checks. */
const LIMIT = 600_000;

describeWithTerraform('scenarios that are rolled out by Terraform, with the real provider', () => {
  test("are judged by what a user's own files come to, and leave nothing running", async () => {
    const program = startProgram(['run', 'examples/terraform.scenario.ts']);
    try {
      expect(await program.ended).toBe(0);
      expect(program.output).toMatch(/^ok +accepted \(in service, users fine\) +by Terraform a good release takes over/m);
      expect(program.output).toMatch(/^ok +rejected \(connection-refused, exit 1, users hurt\) +by Terraform a release without SECRET_KEY/m);
      await program.isGone();
    } finally {
      await program.end();
    }
  }, LIMIT);

  test('are gone with all that they started when they are interrupted during an apply', async () => {
    const program = startProgram(['run', 'examples/terraform.scenario.ts', '-t', 'good release']);
    try {
      await program.comesToRun(' apply ', 1);
      program.child.kill('SIGINT');
      expect(await program.ended).toBe(130);
      await program.isGone();
    } finally {
      await program.end();
    }
  }, LIMIT);
});
