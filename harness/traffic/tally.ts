import type { UserAnswer } from '../model/journal.js';
import type { UsersCount, UsersTally } from '../model/users-tally.js';
import type { Traffic } from '../model/traffic.js';
import { differenceFrom } from './compare-answers.js';
import { TrafficCourse } from './traffic-course.js';
import type { AskedRequest } from './users.js';

/** Sentences that are kept as examples. */
const KEPT_EXAMPLES = 5;

/** Counts users' answers one by one, and keeps none of them but the first errors, so that long traffic needs no more memory. Pure. */
export class TrafficTally {
  #all: UsersCount = { requests: 0, errors: 0 };
  readonly #byFleet = new Map<string, UsersCount>();
  readonly #byPhase = new Map<string, UsersCount>();
  readonly #examples = new Set<string>();
  readonly #course = new TrafficCourse();

  /** @param control what a fleet is to answer: lists of the control's answers, each one round of the same requests */
  constructor(private readonly control: (fleet: string) => readonly (readonly UserAnswer[])[]) {}

  add(asked: AskedRequest): void {
    const { answer, fleet, phase } = asked;
    const difference = differenceFrom(this.control(fleet), answer);
    const differs = difference !== undefined;
    this.#course.add(asked, difference);
    this.#all = counted(this.#all, differs);
    this.#byFleet.set(fleet, counted(this.#byFleet.get(fleet), differs));
    this.#byPhase.set(phase, counted(this.#byPhase.get(phase), differs));
    if (differs && this.#examples.size < KEPT_EXAMPLES) this.#examples.add(`${answer.request}: ${difference}`);
  }

  /** When they were sent, so far; later answers do not change it. */
  course(): Traffic {
    return this.#course.result();
  }

  /** The counts so far, fleets and phases in the order in which they were first met; later answers do not change it. */
  result(): UsersTally {
    return {
      ...this.#all,
      byFleet: Object.fromEntries(this.#byFleet),
      byPhase: Object.fromEntries(this.#byPhase),
      examples: [...this.#examples],
    };
  }
}

function counted({ requests, errors }: UsersCount = { requests: 0, errors: 0 }, differs: boolean): UsersCount {
  return { requests: requests + 1, errors: errors + (differs ? 1 : 0) };
}
