import { Controller, Inject } from '@nestjs/common';
import { registrationRoutes } from '@shared-care/contracts/registration/routes';
import { Handle, type Asked } from '../platform/handle';
import type { RegisteredPatient, SimilarPatients } from '@shared-care/contracts/registration/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { matchRegistered } from '../attendances/match-attendance';
import { recordAudit } from '../audit/audit';
import { similarPatients } from '../patients/similar-patients';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput } from '../platform/problems';
import { Database, databaseNow, rows, type Tx } from '../platform/tx';
import { registerPatient } from './register-patient';
import { strikeOutRegistration } from './strike-out-registration';

/** A child comes into the register. */
@Controller()
export class RegistrationController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asked in the body: what is typed may be an NHS number. */
  @Handle(registrationRoutes.similar)
  similar({ user, body }: Asked<typeof registrationRoutes.similar>): Promise<SimilarPatients> {
    return this.database.runAs(user, async (tx) => {
      const today = londonDate(await databaseNow(tx));
      if (body.birthDate !== null && body.birthDate > today)
        throw new InvalidInput([{ field: 'birthDate', message: 'This birth date is still to come. Check it.' }]);
      const found = await similarPatients(tx, body);
      const patientIds = found.similar.map(({ patient }) => patient.id);
      await recordAudit(tx, user, { action: 'search', entity: 'patient', patientIds, detail: 'similar' });
      return found;
    });
  }

  @Handle(registrationRoutes.register)
  register({ user, body }: Asked<typeof registrationRoutes.register>): Promise<RegisteredPatient> {
    return this.database.runAs(
      user,
      async (tx) => {
        const { id, notTheSame } = body;
        const options = { demo: this.config.demo, id, notTheSame, prefix: 'facts.' };
        const patientId = await registerPatient(tx, user, body.facts, body.source, options);
        const alertId = body.attendanceId === null ? null : await matched(tx, user, body.attendanceId, patientId);
        return { patientId, alertId };
      },
      body.attendanceId === null ? 'patients' : 'alerts',
    );
  }

  @Handle(registrationRoutes.strikeOut)
  strikeOut({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof registrationRoutes.strikeOut>): Promise<{ patientId: string }> {
    return this.database.runAs(
      user,
      async (tx) => {
        await strikeOutRegistration(tx, user, patientId, body.because);
        return { patientId };
      },
      'patients',
    );
  }
}

/** Matches in the same step; sent twice, it is matched already. */
async function matched(tx: Tx, user: CurrentUser, attendanceId: string, patientId: string): Promise<string> {
  const [before] = await rows<{ alertId: string }>(
    tx,
    'SELECT alert_id AS "alertId" FROM attendances WHERE id = $1 AND patient_id = $2',
    [attendanceId, patientId],
  );
  return before?.alertId ?? matchRegistered(tx, user, attendanceId, patientId);
}
