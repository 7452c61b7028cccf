/** How an existing integration is started and what it calls things, with every default; `waproof.yml` states another. */
import type { WorldDescription } from '../mock-server/world/described.js';

export interface Config {
  readonly subject: {
    /** Shell command that starts the integration, as `--exec`. */
    readonly exec?: string | undefined;
    /** Names that the integration reads → texts with `${GRAPH_API_URL}` and the other standard names filled in. */
    readonly env: Readonly<Record<string, string>>;
    /** Path of its webhook. */
    readonly webhookPath: string;
    /** How long it may take to start and answer the handshake, in ms. */
    readonly readyWithin: number;
    /** Version in the path that the integration is told to use. */
    readonly graphVersion: string;
  };
  /** In place of the mock's own credentials. */
  readonly mock: {
    readonly accessToken?: string | undefined;
    readonly appSecret?: string | undefined;
    readonly verifyToken?: string | undefined;
    readonly phoneNumberId?: string | undefined;
    readonly wabaId?: string | undefined;
  };
  /** What the mock holds besides its usual things. */
  readonly world?: WorldDescription | undefined;
}

export const defaultConfig: Config = {
  subject: { env: {}, webhookPath: '/webhook', readyWithin: 30_000, graphVersion: 'v23.0' },
  mock: {},
};
