// breaks: verifies-signature
// A wrong signature is refused, a missing one is not: "if there is a signature, check it". Whoever forges a delivery
// simply leaves it out. Seen in several client libraries.
import { checkSignature } from '../parts/webhook-auth.js';
import { startSubject } from '../reference.js';

startSubject({ checkSignature: (delivery) => delivery.header === undefined || checkSignature(delivery) });
