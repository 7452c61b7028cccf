/** Three to five pictures chosen together: they leave the phone at the same instant, each a message of its own. */
import type { Gap, Script, ScriptLine } from './script.js';

const AT_ONCE: Gap = { minMs: 0, maxMs: 0 };

const picture = (place: number, bodies: readonly string[]): ScriptLine => ({
  step: `album/${place}`,
  type: 'image',
  bodies,
  ...(place > 1 && { follows: AT_ONCE }),
});

export const album: Script = {
  about: 'sends three to five pictures at the same instant, each a message of its own',
  lines: [
    picture(1, ['Damage to {token} 📦 1', 'So kam {token} an…', 'Fotos de {token} – {name}']),
    picture(2, ['{token}: the other side', 'صورة ثانية {token}', '{token} (2)']),
    picture(3, ['{token} "close-up" & label', 'ラベル {token}', '{token} (3)']),
    picture(4, ['{token} <invoice>', 'A nota: {token}', '{token} (4)']),
    picture(5, ['last one {token} 🙏', '마지막 {token}', '{token} (5)']),
  ],
  least: 3,
};
