// A WhatsApp bot in one file with Express and fetch.
//
// This is how many tutorials write it, and it works well on a quiet afternoon. It is here to show what goes wrong on
// the other days: see README.md. Do not copy it.
import express from 'express';

const { GRAPH_API_URL, GRAPH_API_VERSION = 'v23.0', WHATSAPP_TOKEN, PHONE_NUMBER_ID, PORT } = process.env;
const MAX_TRIES = 5;

const app = express();
app.use(express.json({ limit: '3mb' }));

// 1. Meta calls this once to verify our webhook: we send the challenge back.
app.get('/webhook', (req, res) => {
  console.log('webhook verified');
  res.status(200).send(req.query['hub.challenge']);
});

// 2. Every message of a user arrives here.
app.post('/webhook', async (req, res) => {
  try {
    const value = req.body.entry?.[0]?.changes?.[0]?.value;
    const message = value?.messages?.[0];

    // We only care about text messages, not about statuses and the like.
    if (message?.type === 'text') {
      const name = value.contacts?.[0]?.profile?.name ?? 'friend';
      const answer = await findAnswer(message.text.body);

      // Show the blue ticks ...
      await callGraph({ messaging_product: 'whatsapp', status: 'read', message_id: message.id });

      // ... and send the answer as a reply to the user's message.
      await callGraph({
        messaging_product: 'whatsapp',
        to: message.from,
        context: { message_id: message.id },
        text: { body: `Hello ${name}! ${answer}` },
      });
    }
  } catch (error) {
    console.error('could not answer:', error.message);
  }

  // All done, tell Meta that we got it.
  res.sendStatus(200);
});

// Ask our knowledge base (or a language model) for the answer. Takes about a second.
async function findAnswer(question) {
  await new Promise((resolve) => setTimeout(resolve, 700 + Math.random() * 500));
  return `You asked: "${[...question].slice(0, 500).join('')}". We will get back to you soon.`;
}

// Call the Graph API. It sometimes hiccups, so we try a few times before we give up.
async function callGraph(body) {
  let problem;
  for (let i = 0; i < MAX_TRIES; i++) {
    try {
      const response = await fetch(`${GRAPH_API_URL}/${GRAPH_API_VERSION}/${PHONE_NUMBER_ID}/messages`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${WHATSAPP_TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      const data = await response.json();
      if (response.ok) return data;
      problem = new Error(data.error?.message ?? `status ${response.status}`);
    } catch (error) {
      problem = error;
    }
    console.log(`try ${i + 1} failed: ${problem.message}`);
  }
  throw problem;
}

const server = app.listen(Number(PORT), '127.0.0.1', () => console.log(`bot is listening on ${PORT}`));

process.on('SIGTERM', () => {
  server.close();
  process.exit(0);
});
