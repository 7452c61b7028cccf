// Bots that cannot be judged, one for each way: `node odd-bot.js <way>`.
//   exits-at-once, never-listens, refuses-handshake, answers-ok-to-handshake, answers-500, exits-in-mid-run,
//   ignores-sigterm (which is otherwise silent but sound)
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const way = process.argv[2];
const { PORT, APP_SECRET, VERIFY_TOKEN } = process.env;

console.log(`odd bot: ${way}`);
if (way === 'exits-at-once') {
  console.error('Error: cannot find the database');
  process.exit(7);
}
if (way === 'ignores-sigterm') process.on('SIGTERM', () => console.log('told to stop; I do not listen'));
process.stdout.on('error', () => {});

let taken = 0;

function answerHandshake(url, answer) {
  if (way === 'refuses-handshake') return answer(403, 'who are you?');
  if (way === 'answers-ok-to-handshake') return answer(200, 'ok');
  return url.searchParams.get('hub.verify_token') === VERIFY_TOKEN
    ? answer(200, url.searchParams.get('hub.challenge'))
    : answer(403, '');
}

async function takeDelivery(request, answer) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const expected = `sha256=${createHmac('sha256', APP_SECRET).update(Buffer.concat(chunks)).digest('hex')}`;
  if (request.headers['x-hub-signature-256'] !== expected) return answer(401, '');
  if (way === 'answers-500') {
    console.error(`TypeError: cannot read properties of undefined (delivery ${++taken})`);
    return answer(500, 'oops');
  }
  answer(200, '');
  if (way === 'exits-in-mid-run' && ++taken === 5) {
    console.error('Error: out of memory, more or less');
    process.exit(3);
  }
}

const server = createServer((request, response) => {
  const answer = (status, body) => response.writeHead(status).end(body);
  if (request.method === 'GET') answerHandshake(new URL(request.url, 'http://localhost'), answer);
  else void takeDelivery(request, answer);
});
if (way === 'never-listens') setInterval(() => console.log('still warming up'), 500);
else server.listen(Number(PORT), '127.0.0.1');
