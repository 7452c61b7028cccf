/** One line and done: the smallest conversation, for loads where every message should be alike. */
import type { Script } from './script.js';

export const greeting: Script = {
  about: 'says hello and names an order; one message',
  lines: [
    {
      step: 'greeting/1',
      type: 'text',
      bodies: [
        'Hi! I am {name}. Is order {token} on its way? 🙂',
        'Hello, any news about {token}?',
        'hey 👋🏽 {token} pls',
        'Good morning,\nmy order is {token}.\nThanks, {name}',
        'Grüße aus Köln! Wo bleibt {token}? Schönen Tag – {name}',
        'Olá, tudo bem? Meu pedido é o {token} 🇧🇷',
        '¡Hola! ¿Dónde está mi pedido {token}? Soy {name}…',
        'Bonjour, où en est ma commande {token} ? C’est « urgent »',
        'مرحبا، أين طلبي {token}؟ شكرًا 🌙',
        'שלום, מה קורה עם ההזמנה {token}? תודה!',
        'नमस्ते 🙏 मेरा ऑर्डर {token} कहाँ है?',
        'こんにちは。注文 {token} はいつ届きますか？🚚',
        '你好，我的订单 {token} 到哪里了？',
        '안녕하세요, 주문 {token} 언제 오나요? ㅠㅠ',
        'สวัสดีค่ะ คำสั่งซื้อ {token} ถึงไหนแล้วคะ',
        'Доброго дня! Де моє замовлення {token}?',
        'Ẹ n lẹ o, níbo ni {token} wà? 😅',
        'Is {token} < 5 days away? See https://shop.example/orders?id=1&x=<none> @support 100%',
        'He said "back\\slash" about {token}, \'ok\'?\t/end/',
        '👨‍👩‍👧‍👦❤️‍🔥 {token} 𝓅𝓁𝑒𝒶𝓈𝑒 ‼️',
      ],
    },
  ],
};
