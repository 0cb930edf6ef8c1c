import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import type { UserRequest } from '../model/release.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { Users, type AskedRequest, type UsersOptions } from './users.js';

export const page = (path: string, more: Partial<UserRequest> = {}): UserRequest => ({ name: `page ${path}`, method: 'GET', path, headers: {}, ...more });

/** Waits for a condition, at most 10 wall seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = wallNow() + 10;
  while (!condition()) {
    if (wallNow() > deadline) throw new Error(`not within 10 s: ${what}`);
    await wallSleep(0.005);
  }
}

/** Stands where a balancer would: notes what arrives and on which connection. */
export class Front {
  readonly lines: string[] = [];
  readonly heads: IncomingMessage['headers'][] = [];
  readonly bodies: string[] = [];
  /** Requests that were not answered yet. */
  readonly waiting: ServerResponse[] = [];
  /** Connections accepted so far. */
  connections = 0;
  /** Connections open now. */
  readonly open = new Set<Socket>();
  /** Ports from which the users' requests came, in the order of their arrival. */
  readonly ports: number[] = [];
  readonly server: Server;

  /** @param answer left out: requests wait to be answered by the test. */
  constructor(answer?: RequestListener<typeof IncomingMessage>) {
    this.server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      this.lines.push(`${request.method} ${request.url}`);
      this.heads.push(request.headers);
      this.ports.push(request.socket.remotePort ?? 0);
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        this.bodies.push(body);
        if (answer) answer(request, response);
        else this.waiting.push(response);
      });
    });
    this.server.on('connection', (socket) => {
      this.connections += 1;
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket));
    });
  }

  answerAll(text = 'late'): void {
    for (const response of this.waiting.splice(0)) response.end(text);
  }
}

/** Users with servers in front of them; all of it ends with the test. */
export class UsersBench {
  readonly asked: AskedRequest[] = [];
  at = 0;
  /** Requests begun so far, a form and the page that it leads to being one. */
  begun = 0;
  phase = 'before';
  readonly #servers: (Server | TcpServer)[] = [];
  readonly #users: Users[] = [];

  async listen(server: Server | TcpServer): Promise<UsersOptions['door']> {
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  }

  async front(answer?: RequestListener<typeof IncomingMessage>): Promise<{ front: Front; door: UsersOptions['door'] }> {
    const front = new Front(answer);
    return { front, door: await this.listen(front.server) };
  }

  users(door: UsersOptions['door'], more: Partial<UsersOptions> = {}): Users {
    const users = new Users({
      requests: [page('/a')],
      door,
      publicHost: 'till.example.com',
      perSecond: 50,
      patience: 5,
      now: () => ((this.begun += 1), this.at),
      phase: () => this.phase,
      servedBy: (clientPort) => `instance behind ${clientPort}`,
      fleetOf: (id) => (id === undefined ? 'balancer' : 'old'),
      onAnswer: (asked) => this.asked.push(asked),
      ...more,
    });
    this.#users.push(users);
    return users;
  }

  async close(): Promise<void> {
    const stopped = Promise.all(this.#users.map((users) => users.stop()));
    await Promise.all(this.#servers.map((server) => new Promise((closed) => {
      server.close(closed);
      if ('closeAllConnections' in server) server.closeAllConnections();
    })));
    await stopped;
  }
}
