import { expect, test } from 'vitest';
import { decidePacing, holdMessage, templatePacing } from '../../../../mock-server/policy/template-pacing.js';
import { pauseTemplate, resumeTemplate } from '../../../../mock-server/policy/template-pausing.js';
import { rateTemplate } from '../../../../mock-server/policy/template-quality.js';
import { submitTemplate } from '../../../../mock-server/policy/template-review.js';
import { heldMessages } from '../../../../mock-server/world/held-messages.js';
import type { RuleFigures } from '../../../../mock-server/world/rule-settings.js';
import type { TemplateCategory } from '../../../../mock-server/world/templates.js';
import { draftOf, HOUR_MS, livingTemplates, WABA } from './living-templates.js';

const DAY_MS = 24 * HOUR_MS;

/** An account with one new template, and the messages of it that are held no longer. */
function pacing(category: TemplateCategory = 'MARKETING', figures: Partial<RuleFigures> = { pacingFirst: 2 }) {
  const living = livingTemplates(figures);
  const { world } = living;
  const { id } = submitTemplate(world, draftOf('offer', { category }), WABA);
  living.told();
  const gone: string[] = [];
  world.of(heldMessages).follow((before, after) => {
    if (before && !after) gone.push(`${before.id}${before.isDropped ? ' dropped' : ''}`);
  });
  let count = 0;
  /** Sends so many, as the mock does: `+` goes out, `h` is held. */
  const send = (times: number) =>
    Array.from({ length: times }, () => {
      const it = living.sendOf(id);
      const isHeld = templatePacing.hold?.(it, world) ?? false;
      templatePacing.count?.(it, world, undefined);
      const message = {
        id: `wamid.${++count}`,
        templateId: id,
        phoneNumberId: it.from.id,
        to: it.to,
        isByUserId: false,
      };
      if (isHeld) holdMessage(world, { ...message, type: 'template', entry: '1' });
      return isHeld ? 'h' : '+';
    }).join('');
  return { ...living, id, send, gone, template: () => living.find(id) };
}

test('exactly the first messages go out, the next is held', () => {
  expect(pacing().send(4)).toBe('++hh');
});

test.each<[string, TemplateCategory, Partial<RuleFigures>]>([
  ['no template when nothing is set', 'MARKETING', {}],
  ['no utility template of an account without trouble', 'UTILITY', { pacingFirst: 2 }],
  ['no authentication template', 'AUTHENTICATION', { pacingFirst: 2 }],
])('paces %s', (_, category, figures) => {
  expect(pacing(category, figures).send(4)).toBe('++++');
});

test('a template of high quality is not paced', () => {
  const { world, template, send } = pacing();
  rateTemplate(world, template(), 'GREEN');
  expect(send(4)).toBe('++++');
});

test('decides within the hour: held messages go out in their order, and later ones at once', async () => {
  const { clock, send, gone, told } = pacing();
  expect(send(4)).toBe('++hh');
  await clock.advance(HOUR_MS - 1);
  expect(gone).toEqual([]);
  await clock.advance(1);
  expect(gone).toEqual(['wamid.3', 'wamid.4']);
  expect([send(3), told()]).toEqual(['+++', []]);
});

test('drops them when the quality is low by then', async () => {
  const { clock, world, template, send, gone, told } = pacing();
  send(4);
  rateTemplate(world, template(), 'RED', false);
  await clock.advance(HOUR_MS);
  expect(gone).toEqual(['wamid.3 dropped', 'wamid.4 dropped']);
  expect(template().status).toBe('PAUSED');
  expect(told()).toEqual(['quality: RED', 'status: PAUSED RATE_LIMITING_PAUSE']);
});

test.each(['released', 'dropped'] as const)('%s at once when that is said', async (verdict) => {
  const { clock, world, id, send, gone, template } = pacing();
  send(3);
  decidePacing(world, id, verdict);
  await clock.advance(0);
  expect(gone).toEqual([verdict === 'released' ? 'wamid.3' : 'wamid.3 dropped']);
  expect(template().status).toBe(verdict === 'released' ? 'APPROVED' : 'PAUSED');
  await clock.advance(DAY_MS);
  expect(gone).toHaveLength(1);
});

test('an unpaused template is paced anew', async () => {
  const { clock, world, send, template } = pacing();
  send(3);
  await clock.advance(HOUR_MS);
  expect(send(3)).toBe('+++');
  pauseTemplate(world, template());
  resumeTemplate(world, template());
  expect(send(3)).toBe('++h');
});

test('utility templates are paced for seven days after one of the account was paused', async () => {
  const { clock, world, send, template } = pacing('UTILITY');
  pauseTemplate(world, template());
  resumeTemplate(world, template());
  expect(send(3)).toBe('++h');
  await clock.advance(7 * DAY_MS - 1);
  pauseTemplate(world, template());
  resumeTemplate(world, template());
  await clock.advance(7 * DAY_MS - 1);
  expect(send(3)).toBe('++h');
  await clock.advance(1);
  expect(send(3)).toBe('+++');
});

test('says so when no more can be held', () => {
  const { world, id, send, sendOf } = pacing();
  send(3);
  const [first] = world.of(heldMessages).all();
  if (!first) throw new Error('a message is held');
  for (let n = 0; !world.of(heldMessages).isFull(); n++) world.of(heldMessages).put({ ...first, id: `wamid.x${n}` });
  expect(templatePacing.refuse?.(sendOf(id), world)).toMatchObject({ simulated: false, status: 501 });
});
