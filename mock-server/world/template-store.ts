/**
 * The templates of all accounts: created, reviewed at once, edited, paused, archived, deleted. The first review is
 * decided by the name: one that begins with `pending_` stays in review, one with `rejected_` is rejected, all others are
 * approved (ours, so that each can be tried). A deleted name stays blocked for 30 days. Takes what it is given: rules
 * are the operations' business.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
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
}

const DAY_MS = 24 * 3_600_000;
/** Meta, "Templates": the name of a deleted template cannot be used again so long. */
const NAME_BLOCKED_MS = 30 * DAY_MS;
const DELETIONS_REMEMBERED = 20_000;
const CREATIONS_REMEMBERED = 100;
const ACCOUNTS_REMEMBERED = 10_000;
const FIRST_ID = 500_000_000_000_001;

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
  /** The account of a fresh mock. */
  readonly wabaId: string;
}

export function createTemplateStore({
  wallTime,
  kinds = new Map(),
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
    return template;
  }

  const lookup = (wabaId: string, name: string, language: string) =>
    byId.get(byKey.get(keyOf(wabaId, name, language)) ?? '');

  function create(draft: TemplateDraft, wabaId = home): StoredTemplate {
    const twin = lookup(wabaId, draft.name, draft.language);
    if (twin) return twin;
    const now = wallTime();
    creations.set(wabaId, [...(creations.get(wabaId) ?? []), now].slice(-CREATIONS_REMEMBERED));
    return keep({
      ...draft,
      ...reviewed(draft.name),
      id: String(nextId++),
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

  function reset(): void {
    for (const id of byId.keys()) kinds.delete(id);
    byId.clear();
    byKey.clear();
    deletions = createBoundedMap(DELETIONS_REMEMBERED);
    nextId = FIRST_ID;
    for (const draft of defaultTemplates) create(draft);
    creations = createBoundedMap(ACCOUNTS_REMEMBERED);
  }

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
        body: bodyOf({ ...known, ...changes }),
        edits: [...known.edits, wallTime()].filter((at) => at > wallTime() - NAME_BLOCKED_MS),
      })),
    set: (id, changes) => void change(id, () => changes),
    review: (id, { status, reason, category, quality }) =>
      change(id, (known) => ({
        ...(status !== undefined && { status, rejectedReason: status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE' }),
        ...(status === 'ARCHIVED' && { archived: { from: known.status, at: wallTime() } }),
        ...(reason !== undefined && { rejectedReason: reason }),
        ...(quality !== undefined && { quality: { score: quality, at: wallTime() } }),
        ...(category !== undefined && category !== known.category && { category, previousCategory: known.category }),
      })),
    unarchive: (id) => void change(id, ({ archived, status }) => ({ status: archived?.from ?? status })),
    remove(templates, whole) {
      for (const { id, wabaId, name, language } of templates) {
        byId.delete(id);
        kinds.delete(id);
        byKey.delete(keyOf(wabaId, name, language));
        deletions.set(keyOf(wabaId, name, whole ? '' : language), wallTime());
      }
      approved = undefined;
    },
    isBlocked(wabaId, name, language) {
      const at = deletions.get(keyOf(wabaId, name)) ?? deletions.get(keyOf(wabaId, name, language));
      return at !== undefined && wallTime() < at + NAME_BLOCKED_MS;
    },
    createdSince: (wabaId, since) => (creations.get(wabaId) ?? []).filter((at) => at > since).length,
    now: wallTime,
    reset,
  };
}
