// breaks: effects-once
// also: survives-crash — what came again after the restart is done twice
// The bot takes every delivery for a new message, though Meta delivers at least once and not exactly once.
// Seen as users who get each answer two to five times whenever the network is bad.
import { startSubject } from '../reference.js';

startSubject({ deduplicate: async () => true });
