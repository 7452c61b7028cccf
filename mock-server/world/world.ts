/**
 * The state of the simulated platform: its accounts and everything that belongs to them, and the users it has met.
 * Synchronous and local. A fresh mock has one business with one app, one WhatsApp Business Account and one number.
 */
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
import { type Agenda, createAgenda } from './agenda.js';
import { type Changes, createChanges, type Store } from './changes.js';
import { type Collection, type CollectionSpec, createCollection, type Identified } from './collection.js';
import { collections } from './collections.js';
import { createFreeServices, type FreeServices } from './free-services.js';
import { createMessageLog, type MessageLog } from './message-log.js';
import type { NodeKind } from './nodes.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createRates, type Rates } from './rates.js';
import { createReach, type Reach } from './reach.js';
import { createRuleBook, type RuleBook, type RuleSettings, ruleSettings } from './rule-settings.js';
import { createTallies, type Tallies } from './tallies.js';
import { createTemplateStore, type TemplateStore } from './template-store.js';
import type { Template } from './templates.js';
import type { Threads } from './threads.js';
import { createUserBook } from './user-book.js';
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
  /** What lies between this user and each number. */
  threads: Threads | undefined;
  /** When marketing templates were sent to this user: wall times in milliseconds of the last day. */
  marketedAt: readonly number[] | undefined;
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
  /** What has to be told by webhook. */
  readonly outbox: Outbox;
  /** What the platform will do by itself later. */
  readonly agenda: Agenda;
  /** Whom portfolios reached outside of windows. */
  readonly reach: Reach;
  /** Free service messages of the month. */
  readonly freeServices: FreeServices;
  /** How strict the platform is, by number. */
  readonly rules: RuleBook;
  /** What is counted within seconds, minutes and an hour. */
  readonly rates: Rates;
  /** The newest messages that were sent, one by one. */
  readonly messages: MessageLog;
  /** How many messages were sent, delivered and read. */
  readonly tallies: Tallies;
  /** Whether something is among a share (0 to 1) of all such things: the same for the same seed and name. */
  isAmong(name: string, share: number): boolean;
  /** What an id belongs to. */
  kindOf(id: string): NodeKind | undefined;
  /** The user of this id, met now for the first time if unknown. */
  user(id: WaId): User;
  /** The user of this id, if met before. */
  knownUser(id: WaId): User | undefined;
  users(): Iterable<User>;
  /** Everything that the world holds, to be kept beyond it; whoever keeps it listens to the changes. */
  readonly stores: readonly Store[];
  readonly changes: Changes;
  /** Counts a message that the user writes and names it; the same user and count always give the same id. */
  writeMessage(id: WaId, name?: string): { user: User; message: Wamid };
  /** Counts a message to the user and names it. */
  receiveMessage(id: WaId): Wamid;
  /** Does it now, and again after every reset: what a fresh mock is to hold besides its usual things. */
  always(act: () => void): void;
  /** Forgets everybody, and undoes every change to what was there at the start. */
  reset(): void;
}

/** Shares are told apart by millionths. */
const SHARES = 1_000_000;

/** @param wallTime milliseconds since the Unix epoch; what is allowed once a day is counted by it. */
export function createWorld(credentials: Credentials, random: Random, wallTime: () => number = () => 0): World {
  const ids = random.fork('ids');
  const now = () => Math.round(wallTime());
  const kinds = new Map<string, NodeKind>();
  const changes = createChanges();
  const templateStore = createTemplateStore({ wallTime: now, kinds, changes, wabaId: credentials.wabaId });
  const held = new Map<unknown, Collection<never>>();
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<never>[])
    held.set(spec, createCollection(spec, { seed: credentials, kinds, changes }));
  const outbox = createOutbox();
  const agenda = createAgenda(changes);
  const reach = createReach(changes);
  const freeServices = createFreeServices(changes);
  const shares = random.fork('shares');
  const rates = createRates();
  const messages = createMessageLog(changes);
  const tallies = createTallies(changes);
  const users = createUserBook(changes);
  const user = users.meet;
  const acts: (() => void)[] = [];

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
    outbox,
    agenda,
    reach,
    freeServices,
    isAmong: (name, share) => share > 0 && shares.index(name, SHARES) < share * SHARES,
    rules: createRuleBook(held.get(ruleSettings) as unknown as Collection<RuleSettings>),
    rates,
    messages,
    tallies,
    kindOf: (id) => kinds.get(id) ?? (messages.get(id) ? 'message-history' : undefined),
    user,
    knownUser: users.find,
    users: users.all,
    stores: [
      ...[...held.values()].map(({ store }) => store),
      ...templateStore.stores,
      messages.store,
      tallies.store,
      users.store,
      agenda.store,
      reach.store,
      freeServices.store,
    ],
    changes,
    always(act) {
      acts.push(act);
      act();
    },
    writeMessage(id, name) {
      const writer = user(id);
      if (name !== undefined) writer.name = name;
      const message = inboundWamid(id, ids.fork(`in/${id}/${++writer.written}`));
      return { user: writer, message };
    },
    receiveMessage: (id) => outboundWamid(id, ids.fork(`out/${id}/${++user(id).received}`)),
    reset() {
      users.reset();
      for (const collection of held.values()) collection.reset();
      templateStore.reset();
      messages.reset();
      agenda.reset();
      reach.reset();
      freeServices.reset();
      tallies.reset();
      rates.reset();
      for (const act of acts) act();
    },
  };
}
