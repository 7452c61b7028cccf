/** Which certificates a run needs, and who gets them. They are made once, before the first connection; most runs need none. */
import type { KeyPair, TargetTls } from '../webhooks/target-tls.js';

export interface TlsOptions {
  /** Serve HTTPS under Graph's names, with a certificate of the run's own authority. */
  readonly serve?: boolean | undefined;
  /** Webhooks show a client certificate (mutual TLS). */
  readonly webhookCertificate?: boolean | undefined;
  /** Webhooks take any certificate of an https target. Default: they verify it. */
  readonly webhookInsecure?: boolean | undefined;
  /** Trusted of https targets besides what Node trusts, PEM. */
  readonly webhookCa?: string | undefined;
}

export interface RunCertificates {
  /** For connections to webhooks; complete once `make` has resolved. */
  readonly targets: TargetTls;
  make(): Promise<void>;
  /** The mock's own; `undefined`: it serves plain HTTP. */
  server(): KeyPair | undefined;
  /** PEM of the authority; `undefined`: there are no certificates. */
  ca(): string | undefined;
}

export function createRunCertificates(options: TlsOptions = {}, host = 'localhost'): RunCertificates {
  const { serve = false, webhookCertificate = false, webhookInsecure = false, webhookCa } = options;
  const targets: TargetTls = { verify: !webhookInsecure, extraCa: webhookCa };
  let server: KeyPair | undefined;
  let ca: string | undefined;
  let making: Promise<void> | undefined;

  async function makeAll(): Promise<void> {
    if (!serve && !webhookCertificate) return;
    const { createAuthority } = await import('./certificates.js');
    const authority = await createAuthority();
    if (serve) server = await authority.forServer(host);
    if (webhookCertificate) targets.clientCertificate = await authority.forWebhooks();
    ca = authority.ca;
  }

  return {
    targets,
    make() {
      making ??= makeAll();
      return making;
    },
    server: () => server,
    ca: () => ca,
  };
}
