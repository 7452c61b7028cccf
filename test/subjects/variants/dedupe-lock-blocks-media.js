// breaks: recovers-media
// also: acknowledges-fast — what is answered 500 is not acknowledged
// also: nothing-lost — the message with the file is never answered
// A message with a file is acknowledged when the file was fetched; if that fails, the POST is answered 500, so that Meta brings
// it again. It does, and the deduplication knows the id: done. Seen as pictures lost for a day, the life of the lock.
import { startSubject } from '../reference.js';

startSubject({
  async acknowledge({ answer, work, messages }) {
    if (messages.every(({ mediaId }) => mediaId === undefined)) {
      answer();
      return work();
    }
    await work().then(
      () => answer(),
      () => answer(500),
    );
  },
  async fetchMedia({ mediaId, call, graph }) {
    const place = await call((token) => graph.lookUp(mediaId, token));
    const file = place.kind === 'found' ? await call((token) => graph.download(place, token)) : place;
    if (file.kind !== 'fetched') throw new Error(`no file: ${file.kind}`);
    return file;
  },
});
