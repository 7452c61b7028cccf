/** A short talk with support: hello, a question about an order, thanks. The user waits for an answer to each line. */
import type { Script } from './script.js';

export const support: Script = {
  about: 'greets, asks about an order, says thanks; three messages, each after the answer to the one before',
  lines: [
    {
      step: 'support/1',
      type: 'text',
      bodies: [
        'Hello, {name} here, ticket {token}',
        'Hi 👋 ({token})',
        'Olá! Aqui é {name}, protocolo {token}',
        'السلام عليكم، معك {name}، رقم {token}',
        'こんにちは、{name}です。受付番号 {token}',
        'Guten Tag, hier ist {name} – Vorgang {token}',
        'Привіт! Звернення {token} 🙋‍♀️',
      ],
    },
    {
      step: 'support/2',
      type: 'text',
      bodies: [
        'The parcel {token} arrived broken 😢 what now?',
        'I ordered a "large" one & got a <small> one: {token} / @support',
        'O pedido {token} não chegou… já faz 10 dias!!',
        'وصل الطلب {token} ناقصًا، ماذا أفعل؟',
        '{token} の色が違います。交換できますか？',
        'Können Sie {token} an eine andere Adresse schicken?\nStraße: Große Allee 5',
        '订单 {token} 可以退款吗？',
      ],
    },
    {
      step: 'support/3',
      type: 'text',
      bodies: [
        'Thanks a lot! 🙏 ({token})',
        'Perfect, thank you – {name} {token}',
        'Valeu!! 😄 {token}',
        'شكرًا جزيلًا 🌹 {token}',
        'ありがとうございます！ {token}',
        'Vielen Dank & schöne Grüße, {token}',
        'תודה רבה 💙 {token}',
      ],
    },
  ],
};
