/** `/{phone-number-id}/whatsapp_commerce_settings`: cart and catalogue of a number, on or off. */
import { parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { commerceSettings, USUAL_COMMERCE_SETTINGS } from '../../world/commerce-settings.js';
import type { World } from '../../world/world.js';
import { flagOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Operation, refuse } from '../operation.js';
import { boolean } from '../parameters.js';
import { readEdge } from '../read-edge.js';

const settingsOf = (numberId: string, world: World) =>
  world.of(commerceSettings).get(numberId) ?? { id: numberId, ...USUAL_COMMERCE_SETTINGS };

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/commerce-settings.test.ts',
});
const route = '/{phone-number-id}/whatsapp_commerce_settings';

export const commerceSettingsOperations: readonly Operation[] = [
  onObject(
    numbers,
    { route: `GET ${route}`, about: about('Cart and catalogue of a number.') },
    (number, request, world) => {
      const { isCartEnabled, isCatalogVisible } = settingsOf(number.id, world);
      // The settings have an id of their own; that of the number in its place is assumed.
      const all = { id: number.id, is_cart_enabled: isCartEnabled, is_catalog_visible: isCatalogVisible };
      return readEdge('phone-number', [{ all, defaults: ['is_cart_enabled', 'is_catalog_visible'] }], request);
    },
  ),
  onObject(
    numbers,
    {
      route: `POST ${route}`,
      about: about('Shows or hides cart and catalogue of a number.'),
      accepts: { is_cart_enabled: boolean, is_catalog_visible: boolean },
    },
    (number, { parameters }, world) => {
      const isCartEnabled = flagOf(parameters, 'is_cart_enabled');
      const isCatalogVisible = flagOf(parameters, 'is_catalog_visible');
      if (isCartEnabled === undefined && isCatalogVisible === undefined)
        return refuse(parameterError('At least one of is_cart_enabled and is_catalog_visible is required.'));
      return change(() =>
        world.of(commerceSettings).put({
          ...settingsOf(number.id, world),
          ...(isCartEnabled !== undefined && { isCartEnabled }),
          ...(isCatalogVisible !== undefined && { isCatalogVisible }),
        }),
      );
    },
  ),
];
