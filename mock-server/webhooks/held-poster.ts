/**
 * A poster whose posts hold the platform's time: an advance of it stands still until each is answered or has timed out,
 * so that what follows from the answer (a retry) is due at the right instant.
 */
import type { RealTime } from '../../core/controlled-clock.js';
import type { LoadedPoster } from './targets.js';

export function holdTimeWhilePosting(poster: LoadedPoster, hold: RealTime['hold']): LoadedPoster {
  return {
    ...poster,
    post(body, headers, path) {
      const release = hold();
      const posting = poster.post(body, headers, path);
      posting.then(release, release);
      return posting;
    },
  };
}
