/** When numbers were registered and deregistered last. */
import { defineCollection } from './collection.js';

export type RegistrationKind = 'register' | 'deregister';

export interface Registrations {
  /** `<number>/register` or `<number>/deregister` */
  readonly id: string;
  /** Wall times in milliseconds, the oldest first; as many as can lead to a block. */
  readonly times: readonly number[];
}

export const registrations = defineCollection<Registrations>({ name: 'registrations', limit: 20_000 });

export const registrationId = (phoneNumberId: string, kind: RegistrationKind): string => `${phoneNumberId}/${kind}`;
