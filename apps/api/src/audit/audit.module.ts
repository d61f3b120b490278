import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuditSealer } from './audit-sealer.worker';
import { AuditController } from './audit.controller';
import { RecordedRefusals } from './refusals';

@Module({
  controllers: [AuditController],
  providers: [AuditSealer, { provide: APP_FILTER, useClass: RecordedRefusals }],
})
export class AuditModule {}
