import { Controller, Header } from '@nestjs/common';
import { auditRoutes } from '@shared-care/contracts/audit/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AuditPage, UnusualPage } from '@shared-care/contracts/audit/answers';
import { Database } from '../platform/tx';
import { exportAuditOfPatient, exportAuditOfUser, exportUnusualAccess } from './export-audit';
import { auditOfPatient, auditOfUser } from './read-audit';
import { unusualAccess } from './unusual-access';

@Controller()
export class AuditController {
  constructor(private readonly database: Database) {}

  @Handle(auditRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId }, query }: Asked<typeof auditRoutes.ofPatient>): Promise<AuditPage> {
    return this.database.runAs(user, (tx) => auditOfPatient(tx, user, patientId, query));
  }

  @Handle(auditRoutes.exportOfPatient)
  @Header('Content-Disposition', 'attachment; filename="who-looked.csv"')
  exportOfPatient({
    user,
    params: { id: patientId },
    query,
  }: Asked<typeof auditRoutes.exportOfPatient>): Promise<string> {
    return this.database.runAs(user, (tx) => exportAuditOfPatient(tx, user, patientId, query));
  }

  @Handle(auditRoutes.ofUser)
  ofUser({ user, params: { id: userId }, query }: Asked<typeof auditRoutes.ofUser>): Promise<AuditPage> {
    return this.database.runAs(user, (tx) => auditOfUser(tx, user, userId, query));
  }

  @Handle(auditRoutes.exportOfUser)
  @Header('Content-Disposition', 'attachment; filename="what-a-user-did.csv"')
  exportOfUser({ user, params: { id: userId }, query }: Asked<typeof auditRoutes.exportOfUser>): Promise<string> {
    return this.database.runAs(user, (tx) => exportAuditOfUser(tx, user, userId, query));
  }

  @Handle(auditRoutes.unusual)
  unusual({ user, query }: Asked<typeof auditRoutes.unusual>): Promise<UnusualPage> {
    return this.database.runAs(user, (tx) => unusualAccess(tx, user, query));
  }

  @Handle(auditRoutes.exportUnusual)
  @Header('Content-Disposition', 'attachment; filename="unusual-access.csv"')
  exportUnusual({ user, query }: Asked<typeof auditRoutes.exportUnusual>): Promise<string> {
    return this.database.runAs(user, (tx) => exportUnusualAccess(tx, user, query));
  }
}
