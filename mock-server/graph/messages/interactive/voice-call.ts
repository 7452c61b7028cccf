/** A button that calls the business. Which countries may is not known to the mock; no limits of the texts are documented. */
import { number, string } from '../../parameters.js';
import { EVERY_HEADER, type InteractiveKind, namedAction, parametersOf } from './kind.js';

export const voiceCall: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('voice_call', { display_text: string(), ttl_minutes: number(), payload: string() }),
  words: (content) => [parametersOf(content).display_text],
};
