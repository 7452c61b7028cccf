/** Asks the user for a location: a body and nothing around it. */
import { type InteractiveKind, namedAction } from './kind.js';

export const locationRequestMessage: InteractiveKind = { noFooter: true, action: namedAction('send_location') };
