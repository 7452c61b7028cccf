/**
 * How many templates an account may create: 100 an hour (Meta, "Templates overview"), each language counts. Only those
 * that were created count (assumed). Meta names no code for it; 80008 is what accounts with too many calls are answered.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import { ALL_NUMBERS, isRuleOn } from '../world/rule-settings.js';
import type { World } from '../world/world.js';

/** As settings and observations name the rule. */
export const TEMPLATE_CREATION = 'template-creation';

const MOST_AN_HOUR = 100;
const HOUR_MS = 3_600_000;

/** @param count of templates that the call would create. */
export function refuseCreation(wabaId: string, count: number, world: World): GraphError | undefined {
  if (!isRuleOn(world, ALL_NUMBERS, TEMPLATE_CREATION)) return undefined;
  const created = world.templateStore.createdSince(wabaId, world.now() - HOUR_MS);
  return created + count > MOST_AN_HOUR
    ? {
        rule: TEMPLATE_CREATION,
        ...graphError(80008, {
          message:
            '(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit and try again. ' +
            'For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
          isTransient: true,
        }),
      }
    : undefined;
}
