// breaks: verifies-subscription
// The handshake sends the challenge back to anyone, so anyone can subscribe this webhook to an app of their own.
// Seen in bots whose author was glad that the dashboard turned green.
import { startSubject } from '../reference.js';

startSubject({ handshake: ({ query }) => query.get('hub.challenge') ?? undefined });
