/** One picture with real bytes: the business can look it up and download it. */
import type { Script } from './script.js';

export const picture: Script = {
  about: 'sends one picture with a caption, whose bytes can be fetched; one message',
  lines: [
    {
      step: 'picture/1',
      type: 'image',
      bodies: [
        'Is this the right part? {token}',
        '{token} 📷 {name}',
        'Olha como chegou o {token} 😢',
        'هذه صورة الطلب {token}',
        '領収書です {token}',
        'Beleg zu {token}: "Quittung" <Seite 1/2> & mehr',
        'तस्वीर {token} 🙏',
      ],
    },
  ],
};
