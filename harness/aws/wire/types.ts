import type { Command, MetadataBearer } from '@smithy/types';
import type { ServiceKey, ServiceModules } from './services.js';

/** What is known of a request beside its input. */
export interface RequestContext {
  readonly service: ServiceKey;
  readonly action: string;
  readonly requestId: string;
  /** From the signature's scope; the door's own region when the request has none. */
  readonly region: string;
  /** Undefined when the request is not signed. Proven only if the door has credentials to verify against. */
  readonly accessKeyId: string | undefined;
}

/** Names of a package's operations. */
export type Action<M> = keyof {
  [K in keyof M as K extends `${infer A}Command` ? (M[K] extends abstract new (...args: never) => { input: object } ? (A extends '$' ? never : A) : never) : never]: true;
} & string;

// Inferred from the instance: a command whose members are all optional has two constructors.
type InOut<C> = C extends abstract new (...args: never) => Command<infer _A, infer I, infer _B, infer O, infer _C> ? { readonly input: I; readonly output: O } : never;
type CommandOf<M, A extends string> = `${A}Command` extends keyof M ? M[`${A}Command`] : never;

/** An operation's input as a handler gets it: checked, so that no required member is undefined, at any depth. */
export type Input<M, A extends string> = Validated<InOut<CommandOf<M, A>>['input']>;

/** An operation's output as a handler returns it; nothing, when it has no members. */
export type Output<M, A extends string> = Returned<Omit<InOut<CommandOf<M, A>>['output'], keyof MetadataBearer>>;

/** Handlers of one service: plain functions by the names of its operations. An operation may have none. */
export type Handlers<M> = {
  readonly [A in Action<M>]?: (input: Input<M, A>, context: RequestContext) => Output<M, A> | Promise<Output<M, A>>;
};

/**
 * Handlers of all services, called as functions without a `this`; or what makes them of the SDK's package, whose exceptions
 * they throw, once that has been asked for.
 */
export type HandlersByService = {
  readonly [K in ServiceKey]?: Handlers<ServiceModules[K]> | ((sdk: ServiceModules[K]) => Handlers<ServiceModules[K]>);
};

type Plain = string | number | boolean | bigint | symbol | null | undefined | Date | Uint8Array;

/** The SDK's required members allow `undefined` as a value; those of a checked input do not. */
export type Validated<T> = T extends Plain
  ? T
  : T extends readonly (infer I)[]
    ? readonly Validated<I>[]
    : { readonly [K in keyof T]: object extends Pick<T, K> ? Validated<T[K]> : Validated<Exclude<T[K], undefined>> };

type Returned<T> = keyof T extends never ? void | Record<string, never> : Frozen<T>;

/** What is only written out may be read-only. */
type Frozen<T> = T extends Plain ? T : T extends readonly (infer I)[] ? readonly Frozen<I>[] : { readonly [K in keyof T]: Frozen<T[K]> };
