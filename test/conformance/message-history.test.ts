/** The history of what a number sent, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MESSAGES_LOGGED, messageLog } from '../../mock-server/world/message-log.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { createReceiver, type WebhookReceiver } from './webhook-receiver.js';

let graph: ServedMock;
let receiver: WebhookReceiver;
