// breaks: acknowledges-independently
// also: acknowledges-fast — while the API is slow, so is each acknowledgement
// The webhook is answered when the reply was sent. On a good day that takes 300 ms and nobody notices; when the Graph API is
// slow, so are the acknowledgements, and Meta delivers everything again. Seen in most bots written as one function.
import { startSubject } from '../reference.js';

startSubject({
  async acknowledge({ answer, work }) {
    await work();
    answer();
  },
});
