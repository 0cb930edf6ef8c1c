import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentIn, startCommand, StartedProgram } from '../harness/cli/started-program.testing.js';
import { ROOT, TinyProject } from '../harness/cli/tiny-project.testing.js';
import { cliConfigText } from '../harness/terraform/cli-config.js';
import { findMirror, whereMirrorsAre } from '../harness/terraform/plugin-mirror.js';
import { describeWithTerraform } from '../harness/terraform/terraform-bench.testing.js';

const LIMIT = 300_000;
const PIPELINE = join(__dirname, 'pipeline');

interface State {
  readonly classicLoadBalancers: readonly { readonly listeners: readonly { readonly address: string }[] }[];
  readonly autoScalingGroups: readonly { readonly name: string }[];
}

/** The tiny app with a pipeline of its own: its Terraform files, state and images lie in its folder. */
class Delivery {
  readonly project = new TinyProject()
    .scenarios('deep', `scenario('a good release is accepted', { expect: 'accepted' });`)
    .scenarios('shallow', `scenario('users get their pages', { healthCheck: { target: 'HTTP:80/' }, expect: 'accepted' });`);
  readonly #started: StartedProgram[] = [];
  #exported: NodeJS.ProcessEnv = {};

  constructor() {
    cpSync(join(__dirname, 'terraform'), join(this.project.folder, 'terraform'), { recursive: true, filter: (path) => !/terraform\.tfstate|\.terraform/.test(path) });
    writeFileSync(join(this.project.folder, 'terraform.rc'), cliConfigText(findMirror(whereMirrorsAre(process.env)), undefined));
  }

  /** Starts AWS for the pipeline, and takes the settings that it prints. */
  async serve(): Promise<void> {
    const program = this.#note(startCommand(this.project, ['serve', '--port', '0']));
    await program.says(/Ctrl-C ends it/);
    this.#exported = Object.fromEntries([...program.output.matchAll(/^export (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=') as [string, string])));
  }

  /** Another release, whose page says who it is. */
  release(page: string, health: 200 | 503): void {
    const server = `require('node:http').createServer(({ url }, response) => response.writeHead(url === '/health' ? ${health} : 200).end(url === '/health' ? '{"status":"pass"}' : '${page}')).listen(process.env.PORT);\n`;
    this.project.write('app/server.cjs', server);
  }

  /** What the pipeline came to: its last line, and its exit code. */
  async run(scenario: string, env: NodeJS.ProcessEnv = {}): Promise<{ code: unknown; said: string; errors: string }> {
    const program = this.#start('sh', [join(PIPELINE, 'pipeline.sh'), `scenarios/${scenario}.scenario.ts`], env);
    const code = await program.ended;
    return { code, said: program.stdout, errors: program.stderr };
  }

  /** What the verdict says of a group; empty when all is well. */
  async verdictOf(group: string, ami: string): Promise<{ code: unknown; said: string }> {
    const program = this.#start(process.execPath, [join(PIPELINE, 'verdict.mjs'), group, ami]);
    const code = await program.ended;
    return { code, said: program.stdout };
  }

  images(): string[] {
    const folder = join(this.project.folder, '.canarybed/images');
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)) : [];
  }

  async state(): Promise<State> {
    return (await (await fetch(`${this.#exported.AWS_ENDPOINT_URL}/_canarybed/state`)).json()) as State;
  }

  /** The page that users get. */
  async page(): Promise<string> {
    const address = (await this.state()).classicLoadBalancers[0]?.listeners[0]?.address;
    return (await fetch(`http://${address}/`)).text();
  }

  async end(): Promise<void> {
    await Promise.all(this.#started.map((program) => program.end()));
    this.project.remove();
  }

  #start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): StartedProgram {
    const settings = {
      CANARYBED: `${process.execPath} ${join(ROOT, 'bin/canarybed.mjs')}`,
      TERRAFORM_FILES: 'terraform',
      TF_CLI_CONFIG_FILE: join(this.project.folder, 'terraform.rc'),
      TF_VAR_health_check: '{"interval":5,"timeout":2}',
      TF_VAR_draining: '1',
    };
    const all = environmentIn(this.project, { ...settings, ...this.#exported, ...env });
    return this.#note(new StartedProgram(spawn(command, args, { cwd: this.project.folder, env: all, stdio: ['ignore', 'pipe', 'pipe'] }), this.project));
  }

  #note(program: StartedProgram): StartedProgram {
    this.#started.push(program);
    return program;
  }
}

describe('the pipeline', () => {
  test.concurrent('stops at the first step when scenarios fail, before there is an image', async () => {
    const delivery = new Delivery();
    try {
      delivery.release('the sick release', 503);
      const { code, said, errors } = await delivery.run('deep');
      expect({ code, said }).toEqual({ code: 1, said: 'refused at test: scenarios did not come out as expected\n' });
      expect(errors).toContain('== test');
      expect(errors).not.toContain('== image');
      expect(delivery.images()).toEqual([]);

      const { said: unnamed } = await delivery.run('deep', { CANARYBED: 'true', IMAGE_COMMAND: 'echo built' });
      expect(unnamed).toBe('refused at image: expected its id alone, found "built"\n');
      const { said: more } = await delivery.run('deep', { CANARYBED: 'true', IMAGE_COMMAND: 'echo ami-0123456789abcdef0 made' });
      expect(more).toBe('refused at image: expected its id alone, found "ami-0123456789abcdef0 made"\n');
    } finally {
      await delivery.end();
    }
  }, LIMIT);

  test('is what the CI configuration runs, with the settings that canarybed serve prints', () => {
    const text = readFileSync(join(PIPELINE, 'github-actions.yml'), 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    for (const line of lines) expect(line).toMatch(/^(?: {2})*(?:- )?(?:[\w-]+: ?\S*|[^\t]+)$/);
    const jobs = lines.filter((line) => /^ {2}\w+:/.test(line) && !/push|branches/.test(line));
    expect(jobs).toEqual(['  rehearsal:']);
    const runs = lines.filter((line) => /^ +(?:- )?run: [^|]/.test(line)).map((line) => line.replace(/^.*run: /, ''));
    expect(runs).toEqual(['npm ci', 'examples/pipeline/pipeline.sh']);
    for (const command of runs.filter((run) => run.includes('/'))) expect(existsSync(join(ROOT, command))).toBe(true);
    expect(text).toContain('npx canarybed serve');
    expect(text).toContain("'Ctrl-C ends it'");
  });
});

describeWithTerraform('the pipeline, with the real provider', () => {
  test.concurrent('rolls a good release out; one that fails its health checks is refused, and the old fleet still serves', async () => {
    const delivery = new Delivery();
    try {
      delivery.release('the first release', 200);
      await delivery.serve();
      const accepted = await delivery.run('shallow', { TF_VAR_wait_for_capacity_timeout: '2m' });
      const [good = ''] = delivery.images();
      expect(accepted).toMatchObject({ code: 0, said: `accepted ${good}\n` });
      expect(await delivery.page()).toBe('the first release');
      const [old] = (await delivery.state()).autoScalingGroups.map(({ name }) => name);

      delivery.release('the sick release', 503);
      const refused = await delivery.run('shallow', { TF_VAR_wait_for_capacity_timeout: '15s' });
      const [sick = ''] = delivery.images().filter((id) => id !== good);
      expect(refused).toMatchObject({ code: 1, said: `refused at rollout: terraform apply of ${sick} failed\n` });
      expect(refused.errors).toContain('want at least 2 healthy instance(s) registered to Load Balancer, have 0');
      expect(await delivery.page()).toBe('the first release');
      const tried = (await delivery.state()).autoScalingGroups.map(({ name }) => name).find((name) => name !== old);
      const verdicts = await Promise.all([delivery.verdictOf(old ?? '', good), delivery.verdictOf(tried ?? '', sick), delivery.verdictOf(old ?? '', sick), delivery.verdictOf('nobody', good)]);
      expect(verdicts).toEqual([
        { code: 0, said: '' },
        { code: 1, said: '0 of 2 instances are in service behind web\n' },
        { code: 1, said: `the group ${old} launches ${good}, not ${sick}\n` },
        { code: 1, said: 'there is no group nobody\n' },
      ]);
    } finally {
      await delivery.end();
    }
  }, LIMIT);
});
