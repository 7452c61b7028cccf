/** `POST /{phone-number-id}/messages`: sends a message, or marks one as read (with an optional typing indicator). */
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import type { CallFacts, Decision, GraphRequest } from '../operation.js';
import { directSend } from './direct-send.js';
import { readFacts } from './envelope.js';
import { decideMarkRead, markReadFacts } from './mark-read.js';
import { decideSend } from './send.js';

const isMarkRead = ({ status }: GraphRequest['parameters']) => status !== undefined && status !== null;

/** What a body says of itself, whatever comes of it. */
export const messageFacts = (parameters: GraphRequest['parameters']): CallFacts =>
  isMarkRead(parameters) ? markReadFacts(parameters) : readFacts(parameters);

/** A send, or a read mark: the body tells. */
export const decideMessage = (from: PhoneNumber, request: GraphRequest, world: World): Decision =>
  isMarkRead(request.parameters) ? decideMarkRead(request.parameters) : decideSend(directSend, from, request, world);

export const postMessages = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/messages',
    about: {
      summary: 'Sends a message of any type, or marks one as read, with an optional typing indicator.',
      source: 'recorded',
      test: 'test/conformance/messages.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    facts: messageFacts,
  },
  decideMessage,
);
