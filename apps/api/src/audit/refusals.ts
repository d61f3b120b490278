import { Catch, Injectable, type ArgumentsHost } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { log } from '../platform/logging';
import { ProblemFilter } from '../platform/problem-filter';
import { ProblemError } from '../platform/problems';
import { Database, rows } from '../platform/tx';
import { recordAudit } from './audit';

/** Not yours or not there, no longer as you saw it, not in this state, too often. A slip in a form is no refusal. */
const REFUSALS = new Set([403, 404, 409, 422, 429]);
const Id = z.uuid();

/**
 * Records each refusal before it is answered, in a transaction of its own: the one that was refused has been rolled
 * back. When the record fails the refusal still stands; nothing is shown by it.
 */
@Injectable()
@Catch()
export class RecordedRefusals extends ProblemFilter {
  constructor(
    private readonly database: Database,
    @InjectDataSource('app') private readonly app: DataSource,
  ) {
    super();
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    void this.record(error, request)
      .catch((failure: unknown) => {
        const { code } = ((failure as { driverError?: object }).driverError ?? {}) as { code?: string };
        log.error({ reference: String(request.id), kind: 'refusal_not_recorded', code });
      })
      .then(() => super.catch(error, host));
  }

  private async record(error: unknown, request: Request): Promise<void> {
    if (!(error instanceof ProblemError)) return;
    const { user } = request;
    const path = (request.route as { path?: string } | undefined)?.path;
    if ((path === '/api/session' || path === '/api/session/passkey') && request.method === 'POST')
      return this.recordFailedSignIn(request);
    if (!user || !path || !REFUSALS.has(error.status)) return;
    const id = Id.safeParse(request.params['id']).data ?? null;
    const [, , entity = 'unknown'] = path.split('/');
    await this.database.runAs(user, (tx) =>
      recordAudit(tx, user, {
        action: 'refuse',
        entity,
        entityId: id,
        // Asked for, seen by nobody: the child's own list of who tried must have it.
        patientId: entity === 'patients' ? id : null,
        outcome: 'refused',
        detail: `${request.method} ${path}: ${error.status}`,
      }),
    );
  }

  /** Under the account that was meant, when there is one; what was typed is kept nowhere. */
  private async recordFailedSignIn(request: Request): Promise<void> {
    const typed = (request.body as { email?: unknown } | undefined)?.email;
    const email = typeof typed === 'string' ? typed.trim().toLowerCase().slice(0, 254) : '';
    await this.app.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.request_id', $1, true), set_config('app.address', $2, true)`, [
        String(request.id),
        request.ip ?? '',
      ]);
      const [meant] = await rows<{ id: string }>(tx, 'SELECT id FROM users WHERE email = $1', [email]);
      await recordAudit(tx, null, {
        action: 'sign_in',
        entity: 'user',
        entityId: meant?.id ?? null,
        outcome: 'failed',
      });
    });
  }
}
