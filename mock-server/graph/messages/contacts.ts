/**
 * Contact cards: each has a formatted name and at least one other part of the name; 257 cards at most. Source: Meta's
 * contacts page; OpenAPI v23.0 says 5 cards, which sending does not bear out. Kinds of phones and addresses are free text.
 */
import type { GraphError } from '../../errors/graph-error.js';
import { array, object, string } from '../parameters.js';
import { type Content, invalid, type MessageType, missing, previewOf } from './message-type.js';

const MAX_CONTACTS = 257;
const texts = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, string()]));
const cards = (...names: readonly string[]) => array(object(texts(...names)));

const NAME_PARTS = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];
const name = object({ formatted_name: string({ required: true }), ...texts(...NAME_PARTS) }, { required: true });

const contact = object({
  name,
  birthday: string(),
  addresses: cards('street', 'city', 'state', 'zip', 'country', 'country_code', 'type'),
  emails: cards('email', 'type'),
  org: object(texts('company', 'department', 'title')),
  phones: cards('phone', 'type', 'wa_id'),
  urls: cards('url', 'type'),
});

interface Contact {
  readonly name: Readonly<Record<string, string>>;
  readonly birthday?: string;
}

/** A list by its nature, which the other types are not: a message type's content is an object or an array. */
const listOf = (content: Content): readonly Contact[] => content as unknown as readonly Contact[];

function refuseContact({ name: parts, birthday }: Contact, index: number): GraphError | undefined {
  if (!NAME_PARTS.some((part) => parts[part]))
    return missing(`contacts[${index}]: name needs one of ${NAME_PARTS.join(', ')} besides formatted_name`);
  if (birthday !== undefined && !/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(birthday))
    return invalid(`contacts[${index}]: birthday must be YYYY-MM-DD`);
  return undefined;
}

export const contacts: MessageType = {
  shape: array(contact, { required: true }),
  refuse(content) {
    const list = listOf(content);
    if (list.length < 1 || list.length > MAX_CONTACTS)
      return invalid(`Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: ${MAX_CONTACTS}`);
    for (const [index, card] of list.entries()) {
      const refusal = refuseContact(card, index);
      if (refusal) return refusal;
    }
    return undefined;
  },
  preview: (content) => previewOf(listOf(content).map((card) => card.name.formatted_name)),
};
