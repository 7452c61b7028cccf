/**
 * The state of the simulated platform: its accounts and everything that belongs to them, and the users it has met.
 * Synchronous and local. A fresh mock has one business with one app, one WhatsApp Business Account and one number.
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
import { type Collection, type CollectionSpec, createCollection, type Identified } from './collection.js';
import { collections } from './collections.js';
import { createMessageLog, type MessageLog } from './message-log.js';
import type { NodeKind } from './nodes.js';
import { createTallies, type Tallies } from './tallies.js';
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
  /** When this user wrote last, by number: wall time in milliseconds. */
  wroteAt: Readonly<Record<string, number>> | undefined;
  /** Sends to this user and read marks so far: the ordinals that decisions of chance are keyed by. */
  sends: number;
  marks: number;
}

export interface World {
  readonly credentials: Credentials;
  /** The objects of a collection: `world.of(numbers).get(id)`. */
  of<Item extends Identified>(spec: CollectionSpec<Item>): Collection<Item>;
  /** Wall time in milliseconds since the Unix epoch. */
  now(): number;
  /** Templates that can be sent. */
  readonly templates: readonly Template[];
  /** All templates, and what can be done with them. */
  readonly templateStore: TemplateStore;
  /** The newest messages that were sent, one by one. */
  readonly messages: MessageLog;
  /** How many messages were sent, delivered and read. */
  readonly tallies: Tallies;
  /** What an id belongs to. */
  kindOf(id: string): NodeKind | undefined;
  /** The user of this id, met now for the first time if unknown. */
  user(id: WaId): User;
  /** The user of this id, if met before. */
  knownUser(id: WaId): User | undefined;
  users(): Iterable<User>;
  /** Counts a message that the user writes and names it; the same user and count always give the same id. */
  writeMessage(id: WaId, name?: string): { user: User; message: Wamid };
  /** Counts a message to the user and names it. */
  receiveMessage(id: WaId): Wamid;
  /** Forgets everybody, and undoes every change to what was there at the start. */
  reset(): void;
}

/** How many users are remembered; the one met longest ago is forgotten first. */
const USERS_KEPT = 100_000;

/** @param wallTime milliseconds since the Unix epoch; what is allowed once a day is counted by it. */
export function createWorld(credentials: Credentials, random: Random, wallTime: () => number = () => 0): World {
  const ids = random.fork('ids');
  const now = () => Math.round(wallTime());
  const kinds = new Map<string, NodeKind>();
  const templateStore = createTemplateStore({ wallTime: now, kinds, wabaId: credentials.wabaId });
  const held = new Map<unknown, Collection<never>>();
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<never>[])
    held.set(spec, createCollection(spec, credentials, kinds));
  const messages = createMessageLog();
  const tallies = createTallies();
  let users = createBoundedMap<WaId, User>(USERS_KEPT);

  function user(id: WaId): User {
    const known = users.get(id);
    if (known) return known;
    const met: User = { id, name: '', written: 0, received: 0, wroteAt: undefined, sends: 0, marks: 0 };
    users.set(id, met);
    return met;
  }

  return {
    credentials,
    of<Item extends Identified>(spec: CollectionSpec<Item>): Collection<Item> {
      const collection = held.get(spec);
      if (!collection) throw new TypeError(`the collection "${spec.name}" is not on the world's list`);
      return collection as unknown as Collection<Item>;
    },
    now,
    get templates() {
      return templateStore.sendable();
    },
    templateStore,
    messages,
    tallies,
    kindOf: (id) => kinds.get(id) ?? (messages.get(id) ? 'message-history' : undefined),
    user,
    knownUser: (id) => users.get(id),
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
      for (const collection of held.values()) collection.reset();
      templateStore.reset();
      messages.reset();
      tallies.reset();
    },
  };
}
