import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import {
  AuditQuery,
  UnusualQuery,
  UserAuditQuery,
  type AuditPage,
  type UnusualPage,
} from '@shared-care/contracts/audit';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { exportAuditOfPatient, exportAuditOfUser, exportUnusualAccess } from './export-audit';
import { auditOfPatient, auditOfUser } from './read-audit';
import { unusualAccess } from './unusual-access';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get('patients/:id')
  @Access('audit', 'by_patient')
  ofPatient(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<AuditPage> {
    return this.database.runAs(user, (tx) => auditOfPatient(tx, user, patientId, query));
  }

  @Get('patients/:id/export')
  @Access('audit', 'export')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="who-looked.csv"')
  exportOfPatient(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<string> {
    return this.database.runAs(user, (tx) => exportAuditOfPatient(tx, user, patientId, query));
  }

  @Get('users/:id')
  @Access('audit', 'by_user')
  ofUser(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Query({ schema: UserAuditQuery }) query: UserAuditQuery,
  ): Promise<AuditPage> {
    return this.database.runAs(user, (tx) => auditOfUser(tx, user, userId, query));
  }

  @Get('users/:id/export')
  @Access('audit', 'export_by_user')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="what-a-user-did.csv"')
  exportOfUser(
    @SignedIn() user: CurrentUser,
    @id() userId: string,
    @Query({ schema: UserAuditQuery }) query: UserAuditQuery,
  ): Promise<string> {
    return this.database.runAs(user, (tx) => exportAuditOfUser(tx, user, userId, query));
  }

  @Get('unusual')
  @Access('audit', 'unusual')
  unusual(@SignedIn() user: CurrentUser, @Query({ schema: UnusualQuery }) query: UnusualQuery): Promise<UnusualPage> {
    return this.database.runAs(user, (tx) => unusualAccess(tx, user, query));
  }

  @Get('unusual/export')
  @Access('audit', 'export')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="unusual-access.csv"')
  exportUnusual(@SignedIn() user: CurrentUser, @Query({ schema: UnusualQuery }) query: UnusualQuery): Promise<string> {
    return this.database.runAs(user, (tx) => exportUnusualAccess(tx, user, query));
  }
}
