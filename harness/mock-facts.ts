/** Everything an app must know to talk to a mock, for people and for scripts. */
import type { Credentials } from '../mock-server/world/world.js';

export interface MockFacts {
  readonly graph_url: string;
  readonly graph_version: string;
  readonly access_token: string;
  readonly phone_number_id: string;
  readonly display_phone_number: string;
  readonly waba_id: string;
  readonly app_id: string;
  readonly app_secret: string;
  readonly verify_token: string;
  readonly business_id: string;
  readonly webhook: string | null;
  readonly control_url: string;
  readonly metrics_url: string;
  /** Only with certificates of its own: the file of the authority, if it was written, and where it can be fetched. */
  readonly ca_file?: string;
  readonly ca_url?: string;
  readonly seed: number;
}

export function mockFacts(
  graphUrl: string,
  credentials: Credentials,
  webhook: URL | undefined,
  seed: number,
  caFile?: string,
): MockFacts {
  return {
    graph_url: graphUrl,
    graph_version: 'v23.0',
    access_token: credentials.accessToken,
    phone_number_id: credentials.phoneNumberId,
    display_phone_number: credentials.displayPhoneNumber,
    waba_id: credentials.wabaId,
    app_id: credentials.appId,
    app_secret: credentials.appSecret,
    verify_token: credentials.verifyToken,
    business_id: credentials.businessId,
    webhook: webhook?.href ?? null,
    control_url: `${graphUrl}/_waproof`,
    metrics_url: `${graphUrl}/metrics`,
    ...(caFile !== undefined && { ca_file: caFile, ca_url: `${graphUrl}/_waproof/ca.pem` }),
    seed,
  };
}

const describeCa = ({ ca_file, ca_url }: MockFacts) => `
  CA               ${ca_file}  (also at ${ca_url}); for Node: NODE_EXTRA_CA_CERTS=${ca_file}`;

export function describeMock(facts: MockFacts): string {
  const send = JSON.stringify({ messaging_product: 'whatsapp', to: '15550100002', type: 'text', text: { body: 'hi' } });
  const curl = facts.graph_url.startsWith('https:') ? `curl --cacert ${facts.ca_file}` : 'curl';
  const says = JSON.stringify({ message: { type: 'text', text: { body: 'hello' } } });
  return `waproof mock: the WhatsApp Cloud API on ${facts.graph_url}

Point your app at it in place of https://graph.facebook.com (any living version, or none, as path prefix):
  Graph URL        ${facts.graph_url}
  access token     ${facts.access_token}
  phone number id  ${facts.phone_number_id}  (${facts.display_phone_number})
  WABA id          ${facts.waba_id}
  app id, secret   ${facts.app_id}  ${facts.app_secret}
  verify token     ${facts.verify_token}
  webhooks go to   ${facts.webhook ?? 'nowhere yet (--webhook http://127.0.0.1:3000/webhook)'}${facts.ca_file === undefined ? '' : describeCa(facts)}

Send a message:
  ${curl} ${facts.graph_url}/${facts.graph_version}/${facts.phone_number_id}/messages \\
    -H 'Authorization: Bearer ${facts.access_token}' -H 'Content-Type: application/json' \\
    -d '${send}'
Let a customer write to your app:
  ${curl} ${facts.control_url}/users/15550100002/messages -H 'Content-Type: application/json' \\
    -d '${says}'
Metrics: ${facts.metrics_url}   What happened: ${facts.control_url}/observations   Stop with Ctrl-C.
`;
}
