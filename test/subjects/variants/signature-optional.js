// breaks: verifies-signature
// A wrong signature is refused, a missing one is not: "if there is a signature, check it". Whoever forges a delivery
// simply leaves it out. Seen in several client libraries.
import { defaultParts } from '../parts.js';
import { startSubject } from '../reference.js';

const { checkSignature } = defaultParts();

startSubject({ checkSignature: (delivery) => delivery.header === undefined || checkSignature(delivery) });
