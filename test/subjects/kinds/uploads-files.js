// Answers with a file of its own making, which it uploads first: a receipt, a ticket, a voice. A file that is there is not
// uploaded again when the message has to be sent again.
import { Agent, FormData, fetch } from 'undici';
import { connections } from '../parts/graph.js';
import { createSender } from '../parts/sender.js';
import { startSubject } from '../reference.js';

const { GRAPH_API_URL, GRAPH_API_VERSION, PHONE_NUMBER_ID } = process.env;
const UPLOADS = `${GRAPH_API_URL}/${GRAPH_API_VERSION}/${PHONE_NUMBER_ID}/media`;
const CALL_LIMIT_MS = 6_000;
const dispatcher = new Agent(connections);

const receiptFor = (words) => new Blob([`%PDF-1.4\n% ${words}\n%%EOF\n`], { type: 'application/pdf' });

function formOf(words) {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', 'application/pdf');
  form.set('file', receiptFor(words), 'receipt.pdf');
  return form;
}

/** Whatever happened to an upload, no user has seen anything of it: it may be done again at once as well as later. */
async function upload(words, token) {
  try {
    const answer = await fetch(UPLOADS, {
      method: 'POST',
      dispatcher,
      body: formOf(words),
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
      headers: { authorization: `Bearer ${token}` },
    });
    const told = await answer.json();
    if (told.id) return { kind: 'uploaded', id: told.id };
    const retryAfterMs = Number(answer.headers.get('retry-after')) * 1_000 || undefined;
    return { kind: 'refused', status: answer.status, code: told.error?.code, retryAfterMs };
  } catch {
    return { kind: 'refused', status: 503 };
  }
}

/** Calls that send have their file uploaded before. */
function withUploads(graph) {
  /** Media ids by the mark of the message, as long as it is not sent. */
  const uploaded = new Map();
  return {
    ...graph,
    async send(message, token) {
      const { type, document, biz_opaque_callback_data: mark } = message;
      if (type !== 'document') return graph.send(message, token);
      const file = uploaded.has(mark) ? { kind: 'uploaded', id: uploaded.get(mark) } : await upload(mark, token);
      if (file.kind !== 'uploaded') return file;
      uploaded.set(mark, file.id);
      const outcome = await graph.send({ ...message, document: { ...document, id: file.id } }, token);
      if (outcome.kind === 'accepted') uploaded.delete(mark);
      return outcome;
    },
  };
}

startSubject({
  compose: ({ name }) => [
    {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      type: 'document',
      document: { filename: 'receipt.pdf', caption: `Your receipt, ${name}` },
    },
  ],
  createSender: ({ graph, ...deps }) => createSender({ ...deps, graph: withUploads(graph) }),
});
