import { Controller } from '@nestjs/common';
import { treatmentRoutes } from '@shared-care/contracts/treatments/routes';
import { Handle, type Asked } from '../platform/handle';
import type { PatientTreatments, TreatmentDetail, TreatmentList } from '@shared-care/contracts/treatments/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { changeTreatment, recordTreatment, restoreTreatment, strikeOutTreatment } from './patient-treatments';
import { patientTreatments, treatmentDetail, treatmentList } from './read-treatments';
import {
  addTreatment,
  approveTreatmentWords,
  beginTreatmentWords,
  discardTreatmentWords,
  saveTreatmentWords,
  withdrawTreatmentWords,
} from './treatment-words';

@Controller()
export class TreatmentsController {
  constructor(private readonly database: Database) {}

  @Handle(treatmentRoutes.list)
  list({ user }: Asked<typeof treatmentRoutes.list>): Promise<TreatmentList> {
    return this.database.runAs(user, (tx) => treatmentList(tx));
  }

  @Handle(treatmentRoutes.detail)
  detail({ user, params: { id: treatmentId } }: Asked<typeof treatmentRoutes.detail>): Promise<TreatmentDetail> {
    return this.database.runAs(user, (tx) => treatmentDetail(tx, user, treatmentId));
  }

  @Handle(treatmentRoutes.add)
  add({ user, body }: Asked<typeof treatmentRoutes.add>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => addTreatment(tx, user, body));
  }

  @Handle(treatmentRoutes.begin)
  begin({ user, body: { treatmentId } }: Asked<typeof treatmentRoutes.begin>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => beginTreatmentWords(tx, user, treatmentId));
  }

  @Handle(treatmentRoutes.save)
  save({ user, params: { id: versionId }, body }: Asked<typeof treatmentRoutes.save>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => saveTreatmentWords(tx, user, versionId, body));
  }

  @Handle(treatmentRoutes.discard)
  discard({
    user,
    params: { id: versionId },
    body: { version },
  }: Asked<typeof treatmentRoutes.discard>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => discardTreatmentWords(tx, user, versionId, version));
  }

  @Handle(treatmentRoutes.approve)
  approve({
    user,
    params: { id: versionId },
    body: { version },
  }: Asked<typeof treatmentRoutes.approve>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => approveTreatmentWords(tx, user, versionId, version));
  }

  @Handle(treatmentRoutes.withdraw)
  withdraw({
    user,
    params: { id: versionId },
    body,
  }: Asked<typeof treatmentRoutes.withdraw>): Promise<TreatmentDetail> {
    return this.change(user, (tx) => withdrawTreatmentWords(tx, user, versionId, body));
  }

  @Handle(treatmentRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof treatmentRoutes.ofPatient>): Promise<PatientTreatments> {
    return this.database.runAs(user, (tx) => patientTreatments(tx, user, patientId));
  }

  @Handle(treatmentRoutes.record)
  record({ user, params: { id: patientId }, body }: Asked<typeof treatmentRoutes.record>): Promise<PatientTreatments> {
    return this.change(user, (tx) => recordTreatment(tx, user, patientId, body));
  }

  @Handle(treatmentRoutes.changeOne)
  changeOne({
    user,
    params: { id: rowId },
    body,
  }: Asked<typeof treatmentRoutes.changeOne>): Promise<PatientTreatments> {
    return this.change(user, (tx) => changeTreatment(tx, user, rowId, body));
  }

  @Handle(treatmentRoutes.strikeOut)
  strikeOut({
    user,
    params: { id: rowId },
    body,
  }: Asked<typeof treatmentRoutes.strikeOut>): Promise<PatientTreatments> {
    return this.change(user, (tx) => strikeOutTreatment(tx, user, rowId, body));
  }

  @Handle(treatmentRoutes.restore)
  restore({
    user,
    params: { id: rowId },
    body: { version },
  }: Asked<typeof treatmentRoutes.restore>): Promise<PatientTreatments> {
    return this.change(user, (tx) => restoreTreatment(tx, user, rowId, version));
  }

  /** Screens that show a child hear of it: words stand on every card, and an alert may have risen. */
  private change<T>(user: CurrentUser, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.runAs(user, work, 'patients', 'alerts');
  }
}
