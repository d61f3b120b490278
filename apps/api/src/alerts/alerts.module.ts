import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { AlertsController } from './alerts.controller';
import { DeliveriesController } from './deliveries.controller';
import { DeliveryWorker } from './delivery.worker';
import { EscalationWorker } from './escalation.worker';
import { HandoverController } from './handover.controller';
import { LiaisonEntriesController } from './liaison-entries.controller';
import { OpsWatch } from './ops-watch.worker';
import { CONFIG, type Config } from '../platform/config';
import { MAIL_CATCHER, smtpUrlOf, type MailCatcher } from '../platform/mail-catcher';
import type { DataSource } from 'typeorm';
import { CHANNELS, type Channel } from './channels/channel';
import { channelsOf } from './channels/channels';

@Module({
  controllers: [AlertsController, DeliveriesController, HandoverController, LiaisonEntriesController],
  providers: [
    DeliveryWorker,
    EscalationWorker,
    OpsWatch,
    {
      provide: CHANNELS,
      inject: [CONFIG, MAIL_CATCHER, getDataSourceToken('worker')],
      useFactory: (config: Config, catcher: MailCatcher | null, worker: DataSource): Channel[] =>
        channelsOf(config, smtpUrlOf(config, catcher), worker),
    },
  ],
})
export class AlertsModule {}
