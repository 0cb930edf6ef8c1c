import { startProgram } from './program.testing.js';

export async function judgedScenarios(): Promise<void> {
  const program = startProgram(['run', 'examples/terraform.scenario.ts']);
  try {
    const code = await program.ended;
    expect({ code, output: program.output }).toMatchObject({ code: 0 });
    expect(program.output).toMatch(/^ok +accepted \(in service, users fine\) +by Terraform a good release takes over/m);
    expect(program.output).toMatch(/^ok +rejected \(connection-refused, exit 1, users hurt\) +by Terraform a release without SECRET_KEY/m);
    await program.isGone();
  } finally {
    await program.end();
  }
}

export async function interruptedScenario(): Promise<void> {
  const program = startProgram(['run', 'examples/terraform.scenario.ts', '-t', 'good release']);
  try {
    await program.comesToRun(' apply ', 1);
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(130);
    await program.isGone();
  } finally {
    await program.end();
  }
}
