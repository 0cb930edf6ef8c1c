import type { Matcher } from './contains.js';

/** Short names of the services that are probed. */
export type ProbedService = 'elb' | 'elbv2' | 'autoscaling' | 'ec2';

/** A value that an earlier answer gave, or that the runner knows: `image`, an AMI that exists, and `zone`, a zone that does. */
export type Known = { readonly $known: string };

export type InputValue = string | number | boolean | Known | readonly InputValue[] | { readonly [member: string]: InputValue };

export interface Call {
  readonly service: ProbedService;
  readonly action: string;
  readonly input: Readonly<Record<string, InputValue>>;
  /** Sent instead of the input: parameters as in the body of a form, for what no client would send. */
  readonly form?: Readonly<Record<string, string>>;
}

/** A call that has to succeed before the probe's own is made. */
export interface Preparation {
  readonly call: Call;
  /** Names of what to keep of its answer, each with the path to it: `Instances.0.InstanceId`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Repeated until it answers so; given up after some seconds. */
  readonly until?: Matcher;
}

/** An error of AWS: its code as sent, its status, and its text where that is known. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly text?: string;
}

/** What AWS answers; each of several where its pages leave more than one. */
export interface Documented {
  readonly refused?: readonly Refusal[];
  /** What a successful answer contains. */
  readonly answers?: Matcher;
}

/**
 * `documented`: on the page of the source. `observed`: reported of the live service by others than AWS. `inferred`: follows
 * from the source, which does not say it of this case.
 */
export type Confidence = 'documented' | 'observed' | 'inferred';

/** One question to an endpoint of AWS, and AWS's answer. Nothing here is taken from what any emulator answers. */
export interface Probe {
  readonly id: string;
  readonly sentence: string;
  readonly preparation: readonly Preparation[];
  readonly call: Call;
  readonly documented: Documented;
  /** An address, or `botocore model: ` and the shape in it. */
  readonly source: string;
  readonly confidence: Confidence;
  /** True where AWS gets there in its own time: the call is then repeated for some seconds. */
  readonly eventually?: true;
}

export const known = (name: string): Known => ({ $known: name });
export const call = (service: ProbedService, action: string, input: Call['input'] = {}): Call => ({ service, action, input });
export const prepared = (service: ProbedService, action: string, input: Call['input'] = {}, more: Omit<Preparation, 'call'> = {}): Preparation => ({ call: call(service, action, input), ...more });

/** AWS's errors of status 400 with one of these codes. */
export const refused = (...codes: readonly string[]): Documented => ({ refused: codes.map((code) => ({ code, status: 400 })) });

/** AWS's error of status 400 whose text is known. */
export const refusedWith = (code: string, text: string): Documented => ({ refused: [{ code, status: 400, text }] });

export const answers = (matcher: Matcher): Documented => ({ answers: matcher });
