/**
 * Everything besides plain text that users send, and text that is hard to bear: each conversation says another of it.
 * What needs something before it (a reaction, a reply by button) comes after a hello and the answer to that.
 */
import type { Script, ScriptLine, TextLine } from './script.js';

/** WhatsApp's limit for a text. */
const LONGEST_TEXT = 4_096;

const texts: readonly [TextLine, ...TextLine[]] = [
  {
    step: 'awkward/hello',
    type: 'text',
    bodies: [
      'Hello, {name} here, about {token}',
      'Olá! Sobre {token} 🙂',
      'السلام عليكم {token}',
      '안녕하세요 {token}',
    ],
  },
  {
    step: 'awkward/long',
    type: 'text',
    length: LONGEST_TEXT,
    bodies: ['{token} – long story:', 'Also gut, {token}. Der Reihe nach:', '{token}：最初から説明します。'],
  },
  {
    step: 'awkward/escapes',
    type: 'text',
    bodies: [
      '{token} \\ \\n \\u0041 \\" /path/ </script> &amp; %20 %s $(PATH) {{1}}',
      '{"order":"{token}","note":null,"list":[1,2,{}]}',
      '{token}\'; DROP TABLE orders; --\r\n\ttab & "quotes" `ticks`',
      'https://shop.example/{token}?a=1&b=%2F#<frag> @everyone *bold* _it_ ~no~',
    ],
  },
  {
    step: 'awkward/invisible',
    type: 'text',
    bodies: [
      '\u200b\u200b{token}\u200b\ufeff\u2060',
      '\u202e{token} \u202d abc \u202c\u2066עברית\u2069 {name}',
      'e\u0301a\u0300o\u0308 {token} Z\u0351\u0343\u0342\u0306\u0318a\u0332\u031el\u0334\u0321g\u0322o\u0321',
      '👩🏽‍❤️‍💋‍👨🏿 {token} 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ‼️ 𝕳𝖊𝖑𝖑𝖔 \ud83e\udef6\ud83c\udffe',
      '\u00a0\u3000{token}\u2028\u2029\u0085',
    ],
  },
];

const others: readonly ScriptLine[] = [
  { step: 'awkward/location', type: 'location' },
  { step: 'awkward/contacts', type: 'contacts' },
  { step: 'awkward/sticker', type: 'sticker' },
  { step: 'awkward/audio', type: 'audio' },
  {
    step: 'awkward/document',
    type: 'document',
    bodies: ['Invoice for {token}', 'فاتورة {token}', 'Beleg {token} (PDF)'],
  },
  { step: 'awkward/video', type: 'video', bodies: ['look at {token} 🎥', 'vídeo do {token}', 'so klappert {token}'] },
  { step: 'awkward/order', type: 'order', bodies: ['{token} pls wrap 🎁', 'für {name}, {token}', 'بسرعة {token}'] },
  { step: 'awkward/unsupported', type: 'unsupported', of: 'poll' },
  { step: 'awkward/system', type: 'system' },
];

/** Come after the hello. */
const replies: readonly ScriptLine[] = [
  { step: 'awkward/reaction', type: 'reaction' },
  { step: 'awkward/template-button', type: 'button' },
  { step: 'awkward/button-reply', type: 'interactive', reply: 'button_reply' },
  { step: 'awkward/list-reply', type: 'interactive', reply: 'list_reply' },
];

const HELLO = 0;
const alone = texts.length - 1 + others.length;

export const awkward: Script = {
  about: 'sends what is not plain text, a different kind each time: places, files, reactions, replies by button, …',
  lines: [...texts, ...others, ...replies],
  turns: [
    ...Array.from({ length: alone }, (_, index) => [1 + index]),
    ...replies.map((_, index) => [HELLO, 1 + alone + index]),
  ],
};
