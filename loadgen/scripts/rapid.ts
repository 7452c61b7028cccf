/** Somebody who sends half sentences: three messages within 50 ms, without waiting for an answer. */
import type { Gap, Script } from './script.js';

const SOON: Gap = { minMs: 1, maxMs: 24 };

export const rapid: Script = {
  about: 'writes three messages within 50 ms, without waiting for an answer',
  lines: [
    {
      step: 'rapid/1',
      type: 'text',
      bodies: ['hi {token}', 'Oi 👋 {token}', 'أهلا {token}', 'hallo?? {token}', '안녕하세요 {token}'],
    },
    {
      step: 'rapid/2',
      type: 'text',
      follows: SOON,
      bodies: ['quick question about {token}', 'é sobre o {token}', 'سؤال عن {token}', 'es geht um {token} / {name}'],
    },
    {
      step: 'rapid/3',
      type: 'text',
      follows: SOON,
      bodies: [
        'can I still change it? {token}',
        'dá pra trocar? {token} 🙏',
        'هل يمكن تغييره؟ {token}',
        'geht das noch? {token}',
      ],
    },
  ],
};
