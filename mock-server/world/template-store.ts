/**
 * The templates of all accounts: created, edited, paused, archived, deleted. What a review makes of a template is decided
 * by its name: one that begins with `pending_` stays in review, one with `rejected_` is rejected, all others are approved
 * (ours, so that each can be tried). A deleted name stays blocked for 30 days. Takes what it is given: rules are the
 * operations' business, and how long a review takes that of `policy/template-review.ts`.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { type Changes, createChanges, isCount, isRecord, NEXT_ID, type Store } from './changes.js';
import type { NodeKind } from './nodes.js';
import {
  bodyOf,
  defaultTemplates,
  type StoredTemplate,
  type TemplateDraft,
  type TemplateReview,
  type TemplateStatus,
} from './templates.js';

export interface TemplateStore {
  /** The oldest first. */
  all(): readonly StoredTemplate[];
  /** Those of one account, the oldest first. */
  of(wabaId: string): readonly StoredTemplate[];
  /** Approved ones: those that can be sent. */
  sendable(): readonly StoredTemplate[];
  find(id: string): StoredTemplate | undefined;
  /** The template of a name and language, whatever its status. */
  lookup(wabaId: string, name: string, language: string): StoredTemplate | undefined;
  /** All languages of a name; in one account, or in all. */
  named(name: string, wabaId?: string): readonly StoredTemplate[];
  /**
   * The template; of two with the same name and language the first is kept, as two calls may race.
   * @param wabaId default: the account of a fresh mock.
   */
  create(draft: TemplateDraft, wabaId?: string): StoredTemplate;
  /** New content, reviewed at once. Does nothing for a template that is gone by now. */
  edit(id: string, changes: Partial<TemplateDraft>): void;
  /** What needs no review: how long it may wait, whether its links are followed, what it may cost. */
  set(id: string, changes: Partial<TemplateDraft>): void;
  /** What Meta says of a template; gives it as it is now. */
  review(id: string, review: TemplateReview): StoredTemplate | undefined;
  /** Back into the state that it had. */
  unarchive(id: string): void;
  /** Changes members; gives the template as it is now, `undefined` when it is gone. */
  amend(id: string, members: Partial<Omit<StoredTemplate, 'id'>>): StoredTemplate | undefined;
  /** `whole`: no language of the names may come back for a while, not only the deleted ones. */
  remove(templates: readonly StoredTemplate[], whole: boolean): void;
  /** Whether it was deleted too short a time ago to be created again. */
  isBlocked(wabaId: string, name: string, language: string): boolean;
  /** Templates that were created in the account since a wall time in milliseconds, as far as it matters: 100 at most. */
  createdSince(wabaId: string, since: number): number;
  /** Wall time in milliseconds. */
  now(): number;
  /** Back to the templates of a fresh mock. */
  reset(): void;
  /** The templates, the blocked names and the times of creations, to be kept beyond this world. */
  readonly stores: readonly Store[];
}

const DAY_MS = 24 * 3_600_000;
/** Meta, "Templates": the name of a deleted template cannot be used again so long. */
const NAME_BLOCKED_MS = 30 * DAY_MS;
const DELETIONS_REMEMBERED = 20_000;
const CREATIONS_REMEMBERED = 100;
const ACCOUNTS_REMEMBERED = 10_000;
const FIRST_ID = 500_000_000_000_001;
const STORE = 'templates';
const DELETIONS = 'templateDeletions';
const CREATIONS = 'templateCreations';

/** What a review of a template of this name comes to; `PENDING`: it does not end. */
const review = (name: string): TemplateStatus =>
  name.startsWith('pending_') ? 'PENDING' : name.startsWith('rejected_') ? 'REJECTED' : 'APPROVED';
const reviewed = (name: string) => {
  const status = review(name);
  return { status, rejectedReason: status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE' } as const;
};

const keyOf = (wabaId: string, name: string, language = '') => `${wabaId}/${name}/${language}`;

export interface TemplateStoreOptions {
  /** Wall time in milliseconds. */
  readonly wallTime: () => number;
  /** What each id means: templates are entered there. */
  readonly kinds?: Map<string, NodeKind>;
  readonly changes?: Changes;
  /** The account of a fresh mock. */
  readonly wabaId: string;
}

export function createTemplateStore({
  wallTime,
  kinds = new Map(),
  changes: feed = createChanges(),
  wabaId: home,
}: TemplateStoreOptions): TemplateStore {
  const byId = new Map<string, StoredTemplate>();
  const byKey = new Map<string, string>();
  let deletions = createBoundedMap<string, number>(DELETIONS_REMEMBERED);
  let creations = createBoundedMap<string, readonly number[]>(ACCOUNTS_REMEMBERED);
  let nextId = FIRST_ID;
  /** Rebuilt after a change: sends read it, changes are rare. */
  let approved: readonly StoredTemplate[] | undefined;

  function keep(template: StoredTemplate): StoredTemplate {
    byId.set(template.id, template);
    kinds.set(template.id, 'template');
    byKey.set(keyOf(template.wabaId, template.name, template.language), template.id);
    approved = undefined;
    feed.listener?.put(STORE, template.id, template);
    return template;
  }

  function forget({ id, wabaId, name, language }: StoredTemplate): void {
    byId.delete(id);
    kinds.delete(id);
    byKey.delete(keyOf(wabaId, name, language));
    approved = undefined;
  }

  const lookup = (wabaId: string, name: string, language: string) =>
    byId.get(byKey.get(keyOf(wabaId, name, language)) ?? '');

  function create(draft: TemplateDraft, wabaId = home): StoredTemplate {
    const twin = lookup(wabaId, draft.name, draft.language);
    if (twin) return twin;
    const now = wallTime();
    creations.set(wabaId, [...(creations.get(wabaId) ?? []), now].slice(-CREATIONS_REMEMBERED));
    feed.listener?.touch(CREATIONS, wabaId);
    const id = String(nextId++);
    feed.listener?.put(STORE, NEXT_ID, nextId);
    return keep({
      ...draft,
      ...reviewed(draft.name),
      id,
      wabaId,
      body: bodyOf(draft),
      quality: { score: 'UNKNOWN', at: now },
      createdAt: now,
      updatedAt: now,
      edits: [],
    });
  }

  /** Puts members over a template that is there. */
  function change(id: string, changes: (known: StoredTemplate) => Partial<StoredTemplate>): StoredTemplate | undefined {
    const known = byId.get(id);
    return known && keep({ ...known, ...changes(known), updatedAt: wallTime() });
  }

  function clear(): void {
    for (const template of [...byId.values()]) forget(template);
    nextId = FIRST_ID;
  }

  function reset(): void {
    clear();
    deletions = createBoundedMap(DELETIONS_REMEMBERED);
    for (const draft of defaultTemplates) create(draft);
    creations = createBoundedMap(ACCOUNTS_REMEMBERED);
    feed.listener?.replace();
  }

  const stores: readonly Store[] = [
    {
      name: STORE,
      entries: () => [...byId, ...(nextId === FIRST_ID ? [] : [[NEXT_ID, nextId] as const])],
      read: (id) => (id === NEXT_ID ? nextId : byId.get(id)),
      fits: (id, value) =>
        id === NEXT_ID ? isCount(value) : isRecord(value) && value.id === id && Array.isArray(value.components),
      restore(id, value) {
        const known = byId.get(id);
        if (id === NEXT_ID) nextId = Number(value);
        else if (value !== undefined) keep(value as StoredTemplate);
        else if (known) forget(known);
      },
      clear,
    },
    {
      name: DELETIONS,
      entries: () => deletions.entries(),
      read: (key) => deletions.get(key),
      fits: (_key, value) => typeof value === 'number',
      restore: (key, value) => deletions.set(key, Number(value)),
      clear() {
        deletions = createBoundedMap(DELETIONS_REMEMBERED);
      },
    },
    {
      name: CREATIONS,
      entries: () => creations.entries(),
      read: (wabaId) => creations.get(wabaId),
      fits: (_wabaId, value) => Array.isArray(value) && value.every((at) => typeof at === 'number'),
      restore: (wabaId, value) => creations.set(wabaId, value as readonly number[]),
      clear() {
        creations = createBoundedMap(ACCOUNTS_REMEMBERED);
      },
    },
  ];

  reset();
  return {
    all: () => [...byId.values()],
    of: (wabaId) => [...byId.values()].filter((template) => template.wabaId === wabaId),
    sendable() {
      approved ??= [...byId.values()].filter(({ status }) => status === 'APPROVED');
      return approved;
    },
    find: (id) => byId.get(id),
    lookup,
    named: (name, wabaId) =>
      [...byId.values()].filter(
        (template) => template.name === name && (wabaId === undefined || template.wabaId === wabaId),
      ),
    create,
    edit: (id, changes) =>
      void change(id, (known) => ({
        ...changes,
        ...reviewed(known.name),
        reviewDueAt: undefined,
        pausedUntil: undefined,
        body: bodyOf({ ...known, ...changes }),
        edits: [...known.edits, wallTime()].filter((at) => at > wallTime() - NAME_BLOCKED_MS),
      })),
    set: (id, changes) => void change(id, () => changes),
    review: (id, { status, reason, category, quality }) =>
      change(id, (known) => ({
        ...(status !== undefined && {
          status,
          rejectedReason: status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
          reviewDueAt: undefined,
          pausedUntil: undefined,
        }),
        ...(status === 'ARCHIVED' && { archived: { from: known.status, at: wallTime() } }),
        ...(reason !== undefined && { rejectedReason: reason }),
        ...(quality !== undefined && { quality: { score: quality, at: wallTime() } }),
        ...(category !== undefined &&
          category !== known.category && {
            category,
            previousCategory: known.category,
            correction: undefined,
          }),
      })),
    amend: (id, members) => change(id, () => members),
    unarchive: (id) => void change(id, ({ archived, status }) => ({ status: archived?.from ?? status })),
    remove(templates, whole) {
      for (const template of templates) {
        const { id, wabaId, name, language } = template;
        const blocked = keyOf(wabaId, name, whole ? '' : language);
        forget(template);
        deletions.set(blocked, wallTime());
        feed.listener?.put(STORE, id, undefined);
        feed.listener?.touch(DELETIONS, blocked);
      }
    },
    isBlocked(wabaId, name, language) {
      const at = deletions.get(keyOf(wabaId, name)) ?? deletions.get(keyOf(wabaId, name, language));
      return at !== undefined && wallTime() < at + NAME_BLOCKED_MS;
    },
    createdSince: (wabaId, since) => (creations.get(wabaId) ?? []).filter((at) => at > since).length,
    now: wallTime,
    reset,
    stores,
  };
}
