import type { Config } from '../../platform/config';
import type { DataSource } from 'typeorm';
import { askSender, unitName } from '../../platform/unit-on-paper';
import type { Channel } from './channel';
import { Email } from './email';
import { InApp } from './in-app';
import { TelephoneTask } from './telephone-task';

export function channelsOf(config: Config, smtpUrl: string | null, worker: DataSource): Channel[] {
  const home = config.publicUrl ?? `http://localhost:${config.port}`;
  const unit = { sender: askSender(worker), name: () => unitName(worker.manager) };
  return [new InApp(), ...(smtpUrl ? [new Email(config, smtpUrl, home, unit)] : []), new TelephoneTask()];
}
