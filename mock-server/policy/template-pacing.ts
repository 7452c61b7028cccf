/**
 * Pacing: of a marketing template that is new, was unpaused or is not of high quality, only the first messages go out;
 * the others are accepted and held until it is seen how the first are received, within an hour. They are then all sent,
 * or all fail with 132015 and the template is paused. Utility templates are paced for seven days after one of the account
 * was paused. How many go out first Meta does not say: the figure `pacingFirst`, 0 in production's settings here. What
 * is decided without a word of the control API follows from the quality (assumed). Source: Meta, "Template pacing".
 */
import { type GraphError, notSimulated } from '../errors/graph-error.js';
import {
  type HeldMessage,
  heldMessages,
  type TemplatePacing,
  templatePacings,
  utilityPauses,
} from '../world/held-messages.js';
import { figureOf } from '../world/rule-settings.js';
import type { World } from '../world/world.js';
import type { Send, SendRule } from './send-rule.js';

const AFTER_UTILITY_PAUSE_MS = 7 * 24 * 3_600_000;

/** How many messages of its template go out first; 0: it is not paced. */
function firstOf({ from, template, at }: Send, world: World): number {
  if (!template) return 0;
  const first = figureOf(world, from.id, 'pacingFirst');
  if (first <= 0 || template.category === 'AUTHENTICATION') return 0;
  if (template.category === 'UTILITY') {
    const paused = world.of(utilityPauses).get(from.wabaId);
    if (!paused || at >= paused.at + AFTER_UTILITY_PAUSE_MS) return 0;
  }
  const isGood = world.templateStore.find(template.id)?.quality.score === 'GREEN';
  return isGood || world.of(templatePacings).get(template.id)?.isReleased ? 0 : first;
}

/** Whether one more message of the template is held. */
const isFull = (pacing: TemplatePacing | undefined, first: number): boolean =>
  pacing !== undefined && (pacing.decideAt !== undefined || pacing.sent >= first);

function holds(send: Send, world: World): boolean {
  const first = firstOf(send, world);
  return first > 0 && isFull(world.of(templatePacings).get(send.template?.id ?? ''), first);
}

function refuse(send: Send, world: World): GraphError | undefined {
  if (!send.template) return undefined;
  const held = world.of(heldMessages);
  return held.isFull() && holds(send, world) ? notSimulated(`more than ${held.size} held messages`) : undefined;
}

/** A message goes out, or is the first to be held. */
function count(send: Send, world: World): void {
  const first = firstOf(send, world);
  const id = send.template?.id;
  if (first <= 0 || id === undefined) return;
  const all = world.of(templatePacings);
  const known = all.get(id);
  if (!known) {
    if (!all.isFull()) all.put({ id, sent: 1 });
  } else if (known.sent < first) all.update(id, { sent: known.sent + 1 });
  else if (known.decideAt === undefined) {
    const decideAt = send.at + figureOf(world, send.from.id, 'pacingDecisionMs');
    all.update(id, { decideAt });
    world.agenda.add({ chore: 'decide-pacing', id, at: decideAt });
  }
}

export const templatePacing: SendRule = {
  name: 'template-pacing',
  summary: 'Holds messages of a template back until it is seen how its first are received (Meta, "Template pacing").',
  refuse,
  hold: holds,
  count,
};

/** Keeps a message that was accepted. */
export function holdMessage(world: World, message: HeldMessage): void {
  world.of(heldMessages).put(message);
}

/** Pacing begins anew; messages that are held stay so until it is decided. */
export function beginPacing(world: World, templateId: string): void {
  const { decideAt } = world.of(templatePacings).get(templateId) ?? {};
  if (decideAt === undefined) world.of(templatePacings).remove(templateId);
}

/** Says what becomes of the messages that are held; it happens at once. */
export function decidePacing(world: World, templateId: string, verdict: 'released' | 'dropped'): void {
  const now = world.now();
  world.of(templatePacings).update(templateId, { verdict, decideAt: now });
  world.agenda.add({ chore: 'decide-pacing', id: templateId, at: now });
}
