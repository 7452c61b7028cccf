// breaks: recovers-media
// A file is asked for once. A 503, an address that expired while the message waited, a connection that broke: "sorry, we
// cannot open your picture". Seen as attachments that are missing whenever the network was bad.
import { startSubject } from '../reference.js';

startSubject({
  async fetchMedia({ mediaId, call, graph }) {
    const place = await call((token) => graph.lookUp(mediaId, token));
    const file = place.kind === 'found' ? await call((token) => graph.download(place, token)) : place;
    return file.kind === 'fetched' ? file : undefined;
  },
});
