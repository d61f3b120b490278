import type { Config } from '../../platform/config';
import type { Channel } from './channel';
import { Email } from './email';
import { InApp } from './in-app';
import { TelephoneTask } from './telephone-task';

export function channelsOf(config: Config, smtpUrl: string | null): Channel[] {
  const home = config.publicUrl ?? `http://localhost:${config.port}`;
  return [new InApp(), ...(smtpUrl ? [new Email(config, smtpUrl, home)] : []), new TelephoneTask()];
}
