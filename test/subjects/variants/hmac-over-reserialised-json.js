// breaks: verifies-signature
// also: acknowledges-fast — what is refused is not acknowledged
// also: sustains-throughput — what is refused is not answered
// also: handles-batches — genuine POSTs are refused
// also: tolerates-unknown — genuine POSTs are refused
// The body is parsed, written again and then hashed. Meta escapes `/`, `@`, `<` and all beyond ASCII, JSON.stringify does not:
// who writes "ok" is heard, who writes "¿cómo?" is refused as a forger. Seen in three frameworks' middleware.
import { checkSignature } from '../parts/webhook-auth.js';
import { startSubject } from '../reference.js';

startSubject({
  checkSignature({ rawBody, ...delivery }) {
    return checkSignature({ ...delivery, rawBody: Buffer.from(JSON.stringify(JSON.parse(rawBody.toString('utf8')))) });
  },
});
