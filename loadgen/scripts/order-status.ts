/** Two questions about one order, as impatient customers ask them. */
import type { Script } from './script.js';

export const orderStatus: Script = {
  about: 'asks where an order is, then when exactly it comes; two messages',
  lines: [
    {
      step: 'order-status/1',
      type: 'text',
      bodies: [
        'Status of {token}?',
        'STATUS {token} 📦',
        '¿Estado del pedido {token}?',
        'حالة الطلب {token}',
        '주문 조회: {token}',
        'Où est mon colis {token} ? – {name}',
        'Замовлення {token}, статус?',
      ],
    },
    {
      step: 'order-status/2',
      type: 'text',
      bodies: [
        'And when exactly? ⏰ {token}',
        'ok, morning or afternoon? {token} / {name}',
        '¿A qué hora, más o menos? {token}',
        'متى بالضبط؟ {token}',
        '몇 시쯤 도착하나요? {token}',
        'À quelle heure exactement ? {token}',
        'О котрій годині? {token} 🙃',
      ],
    },
  ],
};
