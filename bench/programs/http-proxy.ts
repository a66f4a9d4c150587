/**
 * The npm package `http-proxy` as its readme uses it: everything to one target, nothing stored.
 * In: the folder in which the package is, the target's URL. Out: one line with its port.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { announcePort } from '../announce.ts';

interface HttpProxy {
  web(request: IncomingMessage, response: ServerResponse): void;
  on(event: 'error', listener: (error: Error, request: IncomingMessage, response: ServerResponse) => void): void;
}

interface HttpProxyPackage {
  createProxyServer(options: { readonly target: string }): HttpProxy;
}

const [folder = '', target = ''] = process.argv.slice(2);
const httpProxy: HttpProxyPackage = createRequire(join(folder, 'package.json'))('http-proxy');
const proxy = httpProxy.createProxyServer({ target });
proxy.on('error', (_error, _request, response) => void response.writeHead(502).end());
const server = createServer((request, response) => proxy.web(request, response));
server.keepAliveTimeout = 0;
announcePort(server);
