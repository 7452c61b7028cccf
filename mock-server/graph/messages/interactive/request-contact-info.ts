/** Asks a user who is known by a business-scoped id for the phone number (2026). Takes no parameters. */
import { type InteractiveKind, namedAction } from './kind.js';

export const requestContactInfo: InteractiveKind = { action: namedAction('request_contact_info') };
