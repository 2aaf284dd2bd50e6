import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Signer } from './alexa-certificates.ts';

/** Stands for s3.amazonaws.com. */
export type AmazonPeer = {
  /** What it serves, by path; anything else is not found. */
  files: Map<string, string>;
  /** The paths that were asked for, in order. */
  asked: string[];
  stop: () => Promise<void>;
};

/**
 * Serves files on this machine as s3.amazonaws.com, and leads every https request of this process's global agent
 * there. TLS is real: `root` vouches for the peer's certificate as it would for Amazon's.
 */
export async function startAmazonPeer(own: Signer, root: string): Promise<AmazonPeer> {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const server = https.createServer({ cert: own.chain, key: own.key }, (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const file = files.get(path);
    if (file === undefined) response.writeHead(404).end();
    else response.end(file);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const before = https.globalAgent;
  const agent = new https.Agent({ ca: root, keepAlive: false });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, ...rest) => connect({ ...options, host: '127.0.0.1', port }, ...rest);
  https.globalAgent = agent;

  return {
    files,
    asked,
    stop: () =>
      new Promise<void>(resolve => {
        https.globalAgent = before;
        agent.destroy();
        server.close(() => resolve());
      }),
  };
}
