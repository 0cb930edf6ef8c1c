import { randomUUID } from 'node:crypto';
import { wallNow } from '../../model/wall-clock.js';
import { faultOf } from './aws-error.js';
import type { Door, DoorAnswer, DoorRequest } from './door-request.js';
import { inputErrorsOf } from './input-errors.js';
import { Operations } from './operation.js';
import { QueryError } from './query-error.js';
import { answer, faultAnswer, refuse } from './refusal.js';
import { noSuchAction, notOffered, readAsked, type Asked } from './request-parameters.js';
import type { ModuleExports, ServiceDescription, ServiceKey } from './services.js';
import { parseSignature, type Signature } from './sigv4.js';
import type { HandlersByService, RequestContext } from './types.js';
import { refusalOfSignature, type Credential } from './verify-signature.js';

export interface DoorOptions {
  /** Keys to verify signatures against; left out, any signature will do, and none. */
  readonly credentials?: readonly Credential[];
  /** Region of a request that names none; `us-east-1` when left out. */
  readonly region?: string;
  /** Seconds since 1970, for the age of signatures; the system's time when left out. */
  readonly now?: () => number;
  /** Told of each request once it is answered, whose service is one of those that are known. */
  readonly onAnswered?: (call: AnsweredCall) => void;
  /** Told of what a handler threw that is none of AWS's errors; the client is told nothing of it. */
  readonly onDefect?: (error: unknown, context: RequestContext) => void;
}

/** A request and what became of it. */
export interface AnsweredCall {
  readonly service: ServiceKey;
  readonly action: string;
  /** AWS's code of an error, else `ok`. */
  readonly outcome: string;
  /** Wall seconds that the answer took. */
  readonly seconds: number;
}

type AnyHandler = (input: object, context: RequestContext) => object | undefined | Promise<object | undefined>;
type AnyHandlers = Readonly<Record<string, AnyHandler>>;
type Loaded = { readonly module: ModuleExports; readonly operations: Operations; readonly handlers: AnyHandlers };

const systemTime = (): number => performance.timeOrigin / 1000 + wallNow();

/**
 * A door to the services whose handlers it is given. Services are told apart by `Version` and loaded when first asked
 * for. Bad requests get AWS's errors; only a handler's own defect is answered with a 500.
 */
export function createDoor(handlers: HandlersByService, options: DoorOptions = {}): Door {
  const router = new Router(handlers, options);
  return (request) => router.answer(request);
}

class Router {
  readonly #loaded = new Map<ServiceKey, Promise<Loaded>>();

  constructor(
    private readonly handlers: HandlersByService,
    private readonly options: DoorOptions,
  ) {}

  async answer(request: DoorRequest): Promise<DoorAnswer> {
    const requestId = randomUUID();
    const asked = readAsked(request);
    if (asked instanceof QueryError) return refuse(request, asked, requestId);
    const { service, action } = asked;
    const signature = parseSignature(request);
    const context = { service: service.key, action, requestId, ...this.#caller(signature) };
    const began = wallNow();
    const told = (outcome: string): void => this.options.onAnswered?.({ service: service.key, action, outcome, seconds: wallNow() - began });
    let module: ModuleExports = {};
    try {
      this.#verify(request, signature, service);
      const loaded = await this.#load(service);
      ({ module } = loaded);
      const written = await carryOut(asked, loaded, context);
      told('ok');
      return answer(200, written, requestId, service.protocol);
    } catch (error) {
      const fault = faultOf(error, module, service.protocol);
      if (fault.defect) this.options.onDefect?.(error, context);
      told(fault.code);
      return faultAnswer(fault, requestId, service.protocol, service.xmlNamespace);
    }
  }

  #caller(signature: Signature): Pick<RequestContext, 'region' | 'accessKeyId'> {
    const signed = signature.kind === 'signed' ? signature : undefined;
    return { region: signed?.scope.region ?? this.options.region ?? 'us-east-1', accessKeyId: signed?.accessKeyId };
  }

  #verify(request: DoorRequest, signature: Signature, service: ServiceDescription): void {
    const { credentials, now = systemTime } = this.options;
    const refusal = credentials && refusalOfSignature(request, signature, { credentials, service, now: now() });
    if (refusal) throw refusal;
  }

  #load(service: ServiceDescription): Promise<Loaded> {
    const known = this.#loaded.get(service.key);
    if (known) return known;
    const loading = service.load().then((module) => ({ module, operations: new Operations(service, module), handlers: this.#handlersOf(service.key, module) }));
    this.#loaded.set(service.key, loading);
    return loading;
  }

  #handlersOf(service: ServiceKey, module: ModuleExports): AnyHandlers {
    // The types of handlers have made sure that each takes what its operation reads.
    const given = this.handlers[service] as AnyHandlers | ((sdk: ModuleExports) => AnyHandlers) | undefined;
    return typeof given === 'function' ? given(module) : (given ?? {});
  }
}

async function carryOut({ service, action, parameters, unprintable }: Asked, { operations, handlers }: Loaded, context: RequestContext): Promise<string> {
  const operation = operations.named(action);
  if (!operation) throw noSuchAction(action, service);
  if (unprintable) throw inputErrorsOf(service.protocol).unprintable();
  // An action is one of AWS's by now, and so no name that every object has.
  const handler = handlers[action];
  if (!handler) throw notOffered(action, service);
  const output = await handler(operation.read(parameters), context);
  return operation.write(output ?? {}, context.requestId);
}
