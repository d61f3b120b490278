import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { StrikeOut } from '@shared-care/contracts/patient-facts';
import {
  RegisterPatient,
  SimilarQuery,
  type RegisteredPatient,
  type SimilarPatients,
} from '@shared-care/contracts/registration';
import type { CurrentUser } from '@shared-care/contracts/session';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { matchRegistered } from '../attendances/match-attendance';
import { recordAudit } from '../audit/audit';
import { similarPatients } from '../patients/similar-patients';
import { Access, SignedIn } from '../platform/access';
import { CONFIG, type Config } from '../platform/config';
import { InvalidInput } from '../platform/problems';
import { Database, databaseNow, rows, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { registerPatient } from './register-patient';
import { strikeOutRegistration } from './strike-out-registration';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

/** A child comes into the register. */
@Controller('patients')
export class RegistrationController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asked in the body: what is typed may be an NHS number. */
  @Post('similar')
  @HttpCode(200)
  @Access('patient', 'register')
  similar(
    @SignedIn() user: CurrentUser,
    @Body({ schema: SimilarQuery }) body: z.output<typeof SimilarQuery>,
  ): Promise<SimilarPatients> {
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

  @Post()
  @Access('patient', 'register')
  register(
    @SignedIn() user: CurrentUser,
    @Body({ schema: RegisterPatient }) body: z.output<typeof RegisterPatient>,
  ): Promise<RegisteredPatient> {
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

  @Post(':id/strike-out')
  @HttpCode(200)
  @Access('patient', 'register')
  strikeOut(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: StrikeOut }) body: z.output<typeof StrikeOut>,
  ): Promise<{ patientId: string }> {
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
