// breaks: verifies-signature
// Whoever finds the webhook's address can speak in the name of any user. Seen in most tutorials, and in frameworks
// whose check is off until a secret is set.
import { startSubject } from '../reference.js';

startSubject({ checkSignature: () => true });
