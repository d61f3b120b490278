import { createHash, randomBytes } from 'node:crypto';
import type { AccountSafety, Enrolment } from '@shared-care/contracts/session/answers';
import { generateSecret, generateURI, verify } from 'otplib';
import { toDataURL } from 'qrcode';
import { UserRecoveryCode } from '@shared-care/database/entities/sign-in';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { ownPasskeys } from './passkeys';

const RECOVERY_CODES = 10;
/** Without letters that look like digits. 32 of them, so that a byte cut to 5 bits picks evenly. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export async function newEnrolment(email: string, unitName: string): Promise<Enrolment> {
  const secret = generateSecret({ length: 20 });
  const uri = generateURI({ issuer: `Shared Care ${unitName}`, label: email, secret });
  return { secret, uri, qrCode: await toDataURL(uri, { errorCorrectionLevel: 'M', margin: 4, scale: 5 }) };
}

export async function hasSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  return (await rows(tx, 'SELECT 1 FROM user_totp WHERE user_id = $1', [userId])).length > 0;
}

/** A code made with `secret` that nobody has used becomes this person's second factor, with new recovery codes. */
export async function confirmEnrolment(tx: Tx, userId: string, secret: string, code: string): Promise<string[] | null> {
  const step = await stepOf(tx, secret, code);
  if (step === null) return null;
  await rows(
    tx,
    `INSERT INTO user_totp (user_id, secret, confirmed_at, last_used_step) VALUES ($1, $2, sec.now(), $3)
     ON CONFLICT (user_id) DO UPDATE SET secret = $2, confirmed_at = sec.now(), last_used_step = $3`,
    [userId, secret, step],
  );
  return newRecoveryCodes(tx, userId);
}

/** For somebody who has none left to lose: codes for the day on which the telephone is gone. */
export async function firstRecoveryCodes(tx: Tx, userId: string): Promise<string[] | null> {
  const kept = await rows(tx, 'SELECT 1 FROM user_recovery_codes WHERE user_id = $1 AND used_at IS NULL LIMIT 1', [
    userId,
  ]);
  return kept.length > 0 ? null : newRecoveryCodes(tx, userId);
}

/** The old ones open nothing any more. */
export async function newRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(16)].map((byte) => LETTERS[byte & 31]!).join('');
    return letters.replace(/(.{4})(?!$)/g, '$1-');
  });
  await tx.delete(UserRecoveryCode, { userId });
  await rows(tx, 'INSERT INTO user_recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])', [
    userId,
    codes.map(hashOf),
  ]);
  return codes;
}

/** Takes a code of the app or a recovery code; either is worth something once only, even for two who come at once. */
export async function takeCode(tx: Tx, userId: string, typed: string): Promise<'app' | 'recovery' | null> {
  const [totp] = await rows<{ secret: string | null }>(tx, 'SELECT sec.own_totp_secret() AS secret');
  const step = totp?.secret ? await stepOf(tx, totp.secret, typed) : null;
  if (step !== null) {
    const taken = await rows(
      tx,
      `WITH taken AS (UPDATE user_totp SET last_used_step = $2
                      WHERE user_id = $1 AND coalesce(last_used_step, 0) < $2 RETURNING 1)
       SELECT 1 FROM taken`,
      [userId, step],
    );
    return taken.length > 0 ? 'app' : null;
  }
  const used = await rows(
    tx,
    `WITH used AS (UPDATE user_recovery_codes SET used_at = sec.now()
                   WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING 1)
     SELECT 1 FROM used`,
    [userId, hashOf(typed)],
  );
  return used.length > 0 ? 'recovery' : null;
}

export async function accountSafety(tx: Tx, userId: string): Promise<AccountSafety> {
  const [found] = await rows<{ since: Date | null; left: number }>(
    tx,
    `SELECT (SELECT confirmed_at FROM user_totp WHERE user_id = $1) AS since,
            (SELECT count(*)::int FROM user_recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS left`,
    [userId],
  );
  return {
    authenticatorAppSince: found?.since?.toISOString() ?? null,
    recoveryCodesLeft: found?.left ?? 0,
    passkeys: await ownPasskeys(tx, userId),
  };
}

/** The 30-second step a code belongs to, by the database's clock; a telephone may be one step early or late. */
async function stepOf(tx: Tx, secret: string, typed: string): Promise<number | null> {
  const token = typed.replaceAll(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const epoch = Math.floor((await databaseNow(tx)).getTime() / 1000);
  const result = await verify({ secret, token, epoch, epochTolerance: 30 });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** Eighty random bits need no slow hash. */
function hashOf(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest();
}
