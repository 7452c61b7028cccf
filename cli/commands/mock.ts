/** `waproof mock`: the Graph API on localhost, until it is stopped. */
import type { CommandModule } from 'yargs';
import { createSystemClock } from '../../core/clock.js';
import type { UsageError } from '../../core/usage-error.js';
import { describeMock } from '../../harness/mock-facts.js';
import { serveMock } from '../../harness/serve-mock.js';
import { createConsole } from '../console.js';
import { EXIT } from '../exit-codes.js';
import { listenForInterrupt } from '../interrupt.js';
import { loadConfig } from '../load-config.js';
import { parseHosts, parsePort, parseSeed, parseWebhookUrl } from '../parse-arguments.js';
import { readCertificates } from '../read-certificates.js';

export interface MockArguments {
  port: string;
  host: string;
  webhook?: string | undefined;
  'allow-webhook-host': readonly string[];
  config?: string | undefined;
  state?: string | undefined;
  tls: boolean;
  'ca-file': string;
  'webhook-insecure': boolean;
  'webhook-mtls': boolean;
  'webhook-ca'?: string | undefined;
  seed: string;
  json: boolean;
}

/** No call can be acknowledged any more: better no mock than one that forgets. */
function quit(error: UsageError): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT.usage);
}

async function serve(given: MockArguments): Promise<void> {
  const { port, host, webhook, config, state, seed, json } = given;
  const out = createConsole();
  const { facts, mock, verifyWebhook } = await serveMock({
    clock: createSystemClock(),
    host,
    port: parsePort(port),
    seed: parseSeed(seed),
    config: await loadConfig(config),
    webhook: webhook === undefined ? undefined : parseWebhookUrl(webhook),
    allowedHosts: parseHosts('allow-webhook-host', given['allow-webhook-host']),
    tls: {
      serve: given.tls,
      caFile: given['ca-file'],
      webhookInsecure: given['webhook-insecure'],
      webhookCertificate: given['webhook-mtls'],
      webhookCa: given['webhook-ca'] === undefined ? undefined : readCertificates(given['webhook-ca']),
    },
    state: state === undefined ? undefined : { file: state, note: out.note, onLost: quit },
  });
  const stopped = listenForInterrupt(() => out.note('stopping'));
  out.result(json ? JSON.stringify(facts) : describeMock(facts));
  // An integration may well come up after its mock: the handshake is reported, not required.
  const verdict = await verifyWebhook();
  if (verdict === 'verified') out.note(`webhook ${webhook} verified`);
  else if (verdict)
    out.note(`webhook ${webhook} did not pass the handshake (${verdict}); delivering to it all the same`);
  if (!stopped.aborted)
    await new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve(), { once: true }));
  await mock.close();
}

export const mockCommand: CommandModule<object, MockArguments> = {
  command: 'mock',
  describe: 'Serve a faithful Graph API for WhatsApp on localhost',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'string', default: '4004', requiresArg: true, describe: 'Port; 0 takes any free one' })
      .option('host', { type: 'string', default: '127.0.0.1', requiresArg: true, describe: 'Address to listen on' })
      .option('webhook', { type: 'string', requiresArg: true, describe: 'Where to deliver webhooks' })
      .option('allow-webhook-host', {
        type: 'string',
        array: true,
        default: [],
        requiresArg: true,
        describe: 'Another host that may be subscribed to webhooks; loopback always may',
      })
      .option('config', {
        type: 'string',
        requiresArg: true,
        describe: 'waproof.yml (default: ./waproof.yml if there is one)',
      })
      .option('state', {
        type: 'string',
        requiresArg: true,
        describe: 'File that keeps the world from one mock to the next (default: it ends with the mock)',
      })
      .option('tls', {
        type: 'boolean',
        default: false,
        describe: "Serve HTTPS, with a certificate for graph.facebook.com of this run's own CA",
      })
      .option('ca-file', {
        type: 'string',
        default: 'waproof-ca.pem',
        requiresArg: true,
        describe: 'Where --tls and --webhook-mtls write the certificate of that CA',
      })
      .option('webhook-mtls', {
        type: 'boolean',
        default: false,
        describe: 'Show https webhooks a client certificate, as Meta does when mutual TLS is on',
      })
      .option('webhook-insecure', {
        type: 'boolean',
        default: false,
        describe: 'Deliver to https webhooks whatever their certificate',
      })
      .option('webhook-ca', {
        type: 'string',
        requiresArg: true,
        describe: 'File with further CAs (PEM) that https webhooks may be signed by',
      })
      .option('seed', { type: 'string', default: '1', requiresArg: true, describe: 'Seed of ids and delays' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print one JSON line with every address and credential',
      })
      .example('$0 mock', 'Graph API on http://127.0.0.1:4004')
      .example('$0 mock --webhook http://127.0.0.1:3000/webhook', 'and webhooks to your app')
      .example('$0 mock --state world.state', 'and everything is still there the next time')
      .example('$0 mock --tls', 'Graph API on https://127.0.0.1:4004; its CA in waproof-ca.pem')
      .example('$0 mock --port 0 --json', 'for scripts: read the addresses from the first line'),
  handler: serve,
};
