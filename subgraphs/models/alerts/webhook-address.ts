import { type AddressGuard, AddressRefused } from '../../../platform/internet/index.ts';
import { WebhookRefused } from '../errors.ts';
import { isWebhookSecret } from './webhook-signature.ts';

const MAX_URL = 2_000;

/** Where alerts are told to, and the secret that signs what is told. */
export interface Webhook {
  url: string;
  secret: string;
}

/**
 * The webhook as it is kept. A name that resolves to a private address is refused when it is connected to, each time.
 * @throws WebhookRefused for what is no http or https address, for a literal private address, and for a secret that is none.
 */
export function checkedWebhook({ url: given, secret }: Webhook, guard: AddressGuard): Webhook {
  const text = given.trim();
  if (text.length > MAX_URL) throw new WebhookRefused(`An address has at most ${MAX_URL} characters.`, 'url');
  if (!URL.canParse(text))
    throw new WebhookRefused('This is not a complete web address, e.g. https://example.org/alerts.', 'url');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new WebhookRefused('Only http and https addresses can be told.', 'url');
  if (url.username || url.password)
    throw new WebhookRefused('An address may not carry a user name or a password.', 'url');
  url.hash = '';
  try {
    if (!guard.mayBePrivate(url.href)) guard.checkLiteral(url.href);
  } catch (error) {
    if (error instanceof AddressRefused) throw new WebhookRefused(`${error.message}.`, 'url');
    throw error;
  }
  if (!isWebhookSecret(secret))
    throw new WebhookRefused('A secret is `whsec_` and the base64 of 24 to 64 random bytes.', 'secret');
  return { url: url.href, secret };
}
