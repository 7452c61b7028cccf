/** How an existing integration is started and what it calls things, with every default; `waproof.yml` states another. */
import type { Expectations } from '../core/history.js';
import type { WorldDescription } from '../mock-server/world/described.js';
import type { Trigger } from './campaign/campaign.js';

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
    /** How it is told to start a campaign, in place of what a scenario says. */
    readonly campaign?: Trigger | undefined;
  };
  /** What is normal for it; wins over what a scenario says. */
  readonly expects: Expectations;
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
  expects: {},
  mock: {},
};
