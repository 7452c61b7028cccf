/** Every collection of the world. Adding a kind of object is a file with its spec, and a line here. */
import { apps, businesses, numbers, users, wabas } from './accounts.js';

export const collections = [businesses, apps, wabas, numbers, users] as const;
