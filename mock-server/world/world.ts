/**
 * The state of the simulated platform: one business with one app, one WhatsApp Business Account and one number, its
 * templates, and the users it has met. Synchronous and local. Does not model several businesses yet.
 */

import { createBoundedMap } from '../../core/bounded-map.js';
import {
  type AppId,
  appId,
  type BusinessId,
  businessId,
  type PhoneNumberId,
  phoneNumberId,
  type WabaId,
  type WaId,
  type Wamid,
  wabaId,
} from '../../core/ids.js';
import type { Random } from '../../core/random.js';
import { type Accounts, createAccounts } from './accounts.js';
import type { NodeKind } from './nodes.js';
import { createTemplateStore, type TemplateStore } from './template-store.js';
import type { Template } from './templates.js';
import { inboundWamid, outboundWamid } from './wamid.js';

/** What an integration needs to know to talk to the mock; the names of the defaults are stable. */
export interface Credentials {
  readonly accessToken: string;
  readonly phoneNumberId: PhoneNumberId;
  /** As Graph shows it: `+1 555 010 0001`. */
  readonly displayPhoneNumber: string;
  readonly wabaId: WabaId;
  readonly appId: AppId;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly businessId: BusinessId;
}

export const defaultCredentials: Credentials = {
  accessToken: 'EAAwaproof',
  phoneNumberId: phoneNumberId('100000000000001'),
  displayPhoneNumber: '+1 555 010 0001',
  wabaId: wabaId('200000000000001'),
  appId: appId('300000000000001'),
  appSecret: 'waproof-app-secret',
  verifyToken: 'waproof-verify-token',
  businessId: businessId('400000000000001'),
};

/** Credentials as a person writes them: plain text. */
export type GivenCredentials = { readonly [Name in keyof Credentials]?: string | undefined };

export function mergeCredentials(given: GivenCredentials = {}): Credentials {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaultCredentials, ...(Object.fromEntries(stated) as Partial<Credentials>) };
}

export interface User {
  readonly id: WaId;
  name: string;
  /** Messages that this user wrote, and that the business sent to this user. */
  written: number;
  received: number;
  /** Sends to this user and read marks so far: the ordinals that decisions of chance are keyed by. */
  sends: number;
  marks: number;
}

export interface World {
  readonly credentials: Credentials;
  /** The business number as digits, as webhooks write it. */
  readonly displayDigits: string;
  readonly accounts: Accounts;
  /** Templates that can be sent. */
  readonly templates: readonly Template[];
  /** All templates, and what can be done with them. */
  readonly templateStore: TemplateStore;
  /** What an id belongs to. */
  kindOf(id: string): NodeKind | undefined;
  /** The user of this id, met now for the first time if unknown. */
  user(id: WaId): User;
  users(): Iterable<User>;
  /** Counts a message that the user writes and names it; the same user and count always give the same id. */
  writeMessage(id: WaId, name?: string): { user: User; message: Wamid };
  /** Counts a message to the user and names it. */
  receiveMessage(id: WaId): Wamid;
  /** Forgets everybody, and every template that was not there at the start. */
  reset(): void;
}

/** How many users are remembered; the one met longest ago is forgotten first. */
const USERS_KEPT = 100_000;

/** @param wallTime milliseconds since the Unix epoch; what is allowed once a day is counted by it. */
export function createWorld(credentials: Credentials, random: Random, wallTime: () => number = () => 0): World {
  const ids = random.fork('ids');
  let accounts = createAccounts(credentials);
  const templateStore = createTemplateStore(wallTime);
  const kinds = new Map<string, NodeKind>([
    [accounts.business.id, 'business'],
    [accounts.app.id, 'app'],
    [accounts.waba.id, 'waba'],
    ...accounts.numbers.map(({ id }) => [id, 'phone-number'] as const),
  ]);
  let users = createBoundedMap<WaId, User>(USERS_KEPT);

  function user(id: WaId): User {
    const known = users.get(id);
    if (known) return known;
    const met: User = { id, name: '', written: 0, received: 0, sends: 0, marks: 0 };
    users.set(id, met);
    return met;
  }

  return {
    credentials,
    displayDigits: credentials.displayPhoneNumber.replace(/\D/g, ''),
    get accounts() {
      return accounts;
    },
    get templates() {
      return templateStore.sendable();
    },
    templateStore,
    kindOf: (id) => kinds.get(id) ?? (templateStore.find(id) ? 'template' : undefined),
    user,
    users: () => users.values(),
    writeMessage(id, name) {
      const writer = user(id);
      if (name !== undefined) writer.name = name;
      const message = inboundWamid(id, ids.fork(`in/${id}/${++writer.written}`));
      return { user: writer, message };
    },
    receiveMessage: (id) => outboundWamid(id, ids.fork(`out/${id}/${++user(id).received}`)),
    reset() {
      users = createBoundedMap(USERS_KEPT);
      accounts = createAccounts(credentials);
      templateStore.reset();
    },
  };
}
