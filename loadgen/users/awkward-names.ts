/**
 * Names that people really give themselves and that break signatures, templates, logs and pages: the characters that
 * Meta escapes in webhook bodies, markup, quotes, emoji outside the basic plane, joined emoji, combining accents,
 * right-to-left text with a mark, a line of nothing but an emoji.
 */
export const awkwardNames: readonly string[] = [
  'Zoë 🌻 Müller-Łukaszewicz',
  '<b>Mia</b> & Söhne',
  'Dwayne "The Rock" O\'Neill',
  '@lex 100% / sales',
  'Back\\slash \\u00e9 Bob',
  '\u202bمريم ✨ الزهراء\u202c',
  'דניאל "דני" כהן',
  '👩🏽‍💻',
  'Jose\u0301 Nu\u0301n\u0303ez',
  '山田 太郎 🇯🇵',
  '</script><script>alert(1)</script>',
  'ᴀɴɴᴀ ♥ 𝓑𝓮𝓵𝓵𝓪',
  "Robert'); DROP TABLE users;--",
  '  spaced   out  ',
];
