import { TIERS } from '@shared-care/domain/alert-tier';
import { londonTime, shortDateTime } from '@shared-care/domain/london-time';
import { OPS_CAUSES } from '@shared-care/domain/ops-causes';
import type { Message } from './channel';

const SHAPES = { red: '▲', amber: '◆', blue: '○' } as const;

export type Letter = Pick<
  Message,
  'kind' | 'tier' | 'cause' | 'alertState' | 'openedAt' | 'level' | 'reference' | 'hospital' | 'alertId'
>;

/**
 * What an email says: reference, hospital, urgency and link (architecture A11). A message that goes to the wrong person,
 * or is read over a shoulder, tells nothing about any child.
 */
export function letter(about: Letter, unitName: string, home: string): { subject: string; text: string } {
  const lines = (subject: string, ...body: (string | null)[]): { subject: string; text: string } => ({
    subject,
    text: [
      ...body.filter((line) => line !== null),
      '',
      `— Shared Care, ${unitName}. Do not reply to this address.`,
    ].join('\n'),
  });
  if (about.kind === 'heartbeat')
    return lines('Shared Care test message', 'A test of the way alerts are sent. Nothing needs to be done.');
  if (about.kind === 'ops') {
    const words = about.cause ? OPS_CAUSES[about.cause].words : 'something is wrong with Shared Care';
    return lines(
      `Shared Care needs attention: ${words}`,
      `Since ${shortDateTime(about.openedAt)}: ${words}.`,
      '',
      `Look here: ${home}/`,
    );
  }
  const what = about.kind === 'break_glass' ? 'emergency access' : 'alert';
  return lines(
    `${SHAPES[about.tier]} ${TIERS[about.tier]} ${what} ${about.reference ?? ''}${about.hospital ? `, ${about.hospital}` : ''}`,
    `${TIERS[about.tier]} ${what} ${about.reference ?? ''}`,
    about.hospital,
    `Raised ${shortDateTime(about.openedAt)}.`,
    about.alertState !== 'open'
      ? 'Somebody owns it, or it has been dealt with, since this message was made.'
      : about.level > 0
        ? `Not acknowledged since ${londonTime(about.openedAt)}.`
        : null,
    '',
    `Sign in to see and acknowledge it: ${home}/alerts/${about.alertId}`,
    'Clinical advice is given by telephone.',
  );
}
