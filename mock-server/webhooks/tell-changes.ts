/**
 * What happens in the world and is told by webhook: a change of an object, whoever causes it (a Graph call, a command, a
 * rule, time), becomes events in the outbox. Adding a kind is a file in `payload/` and a line here.
 */
import { numbers, wabas } from '../world/accounts.js';
import { calls } from '../world/calls.js';
import type { CollectionSpec, Identified } from '../world/collection.js';
import { flows } from '../world/flows.js';
import { groups } from '../world/groups.js';
import { onboardingRequests } from '../world/intents.js';
import { numberSettings } from '../world/number-settings.js';
import { officialAccounts } from '../world/official-accounts.js';
import { paymentConfigurations } from '../world/payment-configurations.js';
import { solutions } from '../world/solutions.js';
import { userPreferences } from '../world/user-preferences.js';
import { usernames } from '../world/usernames.js';
import type { World } from '../world/world.js';
import { flowEvents, onboardingEvents, paymentEvents, solutionEvents, wabaEvents } from './payload/accounts.js';
import { callEvents } from './payload/calls.js';
import { groupEvents } from './payload/groups.js';
import { numberEvents, officialAccountEvents, settingsEvents, usernameEvents } from './payload/numbers.js';
import { preferenceEvents } from './payload/preferences.js';
import type { Tells } from './payload/told.js';

/** Has every change that webhooks tell of put into the world's outbox, from now on. */
export function tellChanges(world: World): void {
  function follow<Item extends Identified>(spec: CollectionSpec<Item>, tells: Tells<Item>): void {
    world.of(spec).follow((before, after) => tells(before, after, world).forEach(world.outbox.push));
  }
  follow(wabas, wabaEvents);
  follow(onboardingRequests, onboardingEvents);
  follow(solutions, solutionEvents);
  follow(paymentConfigurations, paymentEvents);
  follow(flows, flowEvents);
  follow(numbers, numberEvents);
  follow(usernames, usernameEvents);
  follow(numberSettings, settingsEvents);
  follow(officialAccounts, officialAccountEvents);
  follow(groups, groupEvents);
  follow(calls, callEvents);
  follow(userPreferences, preferenceEvents);
}
