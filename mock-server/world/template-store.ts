/**
 * The templates of the account: created, reviewed at once, edited, deleted. The review is decided by the name: one that
 * begins with `pending_` stays in review, one with `rejected_` is rejected, all others are approved (ours, so that each
 * can be tried). A deleted name stays blocked for 30 days. Takes what it is given: rules are the operations' business.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import type { NodeKind } from './nodes.js';
import { bodyOf, defaultTemplates, type StoredTemplate, type TemplateDraft, type TemplateStatus } from './templates.js';

export interface TemplateStore {
  /** The oldest first. */
  all(): readonly StoredTemplate[];
  /** Approved ones: those that can be sent. */
  sendable(): readonly StoredTemplate[];
  find(id: string): StoredTemplate | undefined;
  /** All languages of a name. */
  named(name: string): readonly StoredTemplate[];
  /** The template; of two with the same name and language the first is kept, as two calls may race. */
  create(draft: TemplateDraft): StoredTemplate;
  /** Does nothing for a template that is gone by now. */
  edit(id: string, changes: Partial<TemplateDraft>): void;
  /** `whole`: no language of the names may come back for a while, not only the deleted ones. */
  remove(templates: readonly StoredTemplate[], whole: boolean): void;
  /** Whether it was deleted too short a time ago to be created again. */
  isBlocked(name: string, language: string): boolean;
  /** Wall time in milliseconds. */
  now(): number;
  /** Back to the templates of a fresh mock. */
  reset(): void;
}

const DAY_MS = 24 * 3_600_000;
/** Meta, "Templates": the name of a deleted template cannot be used again so long. */
const NAME_BLOCKED_MS = 30 * DAY_MS;
const DELETIONS_REMEMBERED = 20_000;
const FIRST_ID = 500_000_000_000_001;

const review = (name: string): TemplateStatus =>
  name.startsWith('pending_') ? 'PENDING' : name.startsWith('rejected_') ? 'REJECTED' : 'APPROVED';

const keyOf = (name: string, language: string) => `${name}/${language}`;

/** @param kinds what each id means: templates are entered there. */
export function createTemplateStore(wallTime: () => number, kinds: Map<string, NodeKind> = new Map()): TemplateStore {
  const byId = new Map<string, StoredTemplate>();
  const byKey = new Map<string, string>();
  let deletions = createBoundedMap<string, number>(DELETIONS_REMEMBERED);
  let nextId = FIRST_ID;
  /** Rebuilt after a change: sends read it, changes are rare. */
  let approved: readonly StoredTemplate[] | undefined;

  function keep(template: StoredTemplate): StoredTemplate {
    byId.set(template.id, template);
    kinds.set(template.id, 'template');
    byKey.set(keyOf(template.name, template.language), template.id);
    approved = undefined;
    return template;
  }

  function create(draft: TemplateDraft): StoredTemplate {
    const twin = byId.get(byKey.get(keyOf(draft.name, draft.language)) ?? '');
    if (twin) return twin;
    const id = String(nextId++);
    return keep({
      ...draft,
      id,
      status: review(draft.name),
      body: bodyOf(draft),
      createdAt: wallTime(),
      edits: [],
    });
  }

  function reset(): void {
    for (const id of byId.keys()) kinds.delete(id);
    byId.clear();
    byKey.clear();
    deletions = createBoundedMap(DELETIONS_REMEMBERED);
    nextId = FIRST_ID;
    for (const draft of defaultTemplates) create(draft);
  }

  reset();
  return {
    all: () => [...byId.values()],
    sendable() {
      approved ??= [...byId.values()].filter(({ status }) => status === 'APPROVED');
      return approved;
    },
    find: (id) => byId.get(id),
    named: (name) => [...byId.values()].filter((template) => template.name === name),
    create,
    edit(id, changes) {
      const known = byId.get(id);
      if (!known) return;
      const next = { ...known, ...changes };
      const edits = [...known.edits, wallTime()].filter((at) => at > wallTime() - NAME_BLOCKED_MS);
      keep({ ...next, status: review(known.name), body: bodyOf(next), edits });
    },
    remove(templates, whole) {
      for (const { id, name, language } of templates) {
        byId.delete(id);
        kinds.delete(id);
        byKey.delete(keyOf(name, language));
        deletions.set(whole ? name : keyOf(name, language), wallTime());
      }
      approved = undefined;
    },
    isBlocked(name, language) {
      const at = deletions.get(name) ?? deletions.get(keyOf(name, language));
      return at !== undefined && wallTime() < at + NAME_BLOCKED_MS;
    },
    now: wallTime,
    reset,
  };
}
