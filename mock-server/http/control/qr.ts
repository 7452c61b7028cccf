/**
 * `/_waproof/qr/{code}.png` and `.svg`: the image of a message QR code, in place of Meta's server for content. Needs no
 * token, as there. The library that draws is loaded when the first image is asked for.
 */
import { Router } from 'express';
import { deepLinkOf, qrCodes } from '../../world/qr-codes.js';
import type { ControlDeps } from './deps.js';

/** Side of a PNG in pixels (assumed). */
const PNG_WIDTH = 512;

export function qrRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.get('/qr/:file', async (request, response) => {
    const [, code = '', format] = /^(\w+)\.(png|svg)$/.exec(request.params.file) ?? [];
    if (!world.of(qrCodes).get(code))
      return void response.status(404).json({ error: `there is no QR code image "${request.params.file}"` });
    const qrcode = await import('qrcode');
    const link = deepLinkOf(code);
    response.setHeader('Cache-Control', 'no-store');
    if (format === 'png')
      response.type('image/png').send(await qrcode.toBuffer(link, { type: 'png', width: PNG_WIDTH }));
    else response.type('image/svg+xml').send(await qrcode.toString(link, { type: 'svg' }));
  });
  return router;
}
