/** The recipe of every operation that needs one; the others are sent as the file shows them. */
import type { Recipes } from '../recipe.js';
import { accounts } from './accounts.js';
import { flows } from './flows.js';
import { groups } from './groups.js';
import { messaging } from './messaging.js';
import { numbers } from './numbers.js';

export const recipes: Recipes = { ...messaging, ...numbers, ...accounts, ...flows, ...groups };
