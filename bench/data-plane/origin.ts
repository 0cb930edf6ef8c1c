import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from './child.js';

/** As long as a page of the shop. */
const PAGE = Buffer.alloc(2048, 'a line of a page\n');

/** A target that costs next to nothing; tells its parent the address. */
const server = createServer({ keepAliveTimeout: 65_000 }, (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': PAGE.length });
  response.end(PAGE);
});
server.listen(0, '127.0.0.1', () => tellParent({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }));
