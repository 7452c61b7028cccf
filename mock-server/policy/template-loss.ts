/**
 * Templates that are taken away, whatever their quality. Paused ones come back when that is over, with the webhook of
 * it; disabled and rejected ones do not. A flagged one is only told of: Meta announces so that it may be disabled, and it
 * can be sent until then (Meta, `message_template_status_update`).
 */
import type { StoredTemplate } from '../world/templates.js';
import type { World } from '../world/world.js';
import { tellStatus } from './template-events.js';
import { resumeTemplate } from './template-pausing.js';

export interface Loss {
  readonly as: 'paused' | 'disabled' | 'flagged' | 'rejected';
  /** Default: every approved template of the account. */
  readonly name: string | undefined;
}

function take(world: World, template: StoredTemplate, as: Loss['as']): void {
  switch (as) {
    case 'flagged':
      return tellStatus(world, template, { event: 'FLAGGED' });
    case 'paused': {
      const paused = world.templateStore.amend(template.id, { status: 'PAUSED', pausedUntil: undefined });
      return paused && tellStatus(world, paused, { title: 'FIRST_PAUSE' });
    }
    case 'disabled': {
      const disabled = world.templateStore.amend(template.id, { status: 'DISABLED', pausedUntil: undefined });
      return disabled && tellStatus(world, disabled, { title: 'DISABLED' });
    }
    case 'rejected': {
      const rejected = world.templateStore.review(template.id, { status: 'REJECTED', reason: 'INCORRECT_CATEGORY' });
      return rejected && tellStatus(world, rejected);
    }
    default:
      return as satisfies never;
  }
}

function giveBack(world: World, id: string, as: Loss['as']): void {
  const template = world.templateStore.find(id);
  if (as === 'paused' && template?.status === 'PAUSED') resumeTemplate(world, template);
  if (as === 'flagged' && template?.status === 'APPROVED') tellStatus(world, template, { event: 'REINSTATED' });
}

/** Gives the names of those that were taken, and what gives them back. */
export function takeTemplates(
  world: World,
  wabaId: string,
  { as, name }: Loss,
): { names: readonly string[]; undo: () => void } {
  const taken = world.templateStore
    .of(wabaId)
    .filter((template) => template.status === 'APPROVED' && (name === undefined || template.name === name));
  for (const template of taken) take(world, template, as);
  return {
    names: [...new Set(taken.map((template) => template.name))],
    undo() {
      for (const { id } of taken) giveBack(world, id, as);
    },
  };
}
