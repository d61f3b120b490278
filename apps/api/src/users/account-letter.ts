import { LOST, type Lost } from '@shared-care/contracts/recoveries/shapes';
import { londonTime, shortDateTime } from '@shared-care/domain/london-time';
import { ROLES, type Role } from '@shared-care/domain/roles';

export interface AboutAccount {
  kind: 'prove' | 'use_service' | 'started' | 'link' | 'told' | 'setting' | 'identity' | 'access';
  lost: Lost | null;
  displayName: string;
  /** The admin who started it; null for the person themselves. */
  askedBy: string | null;
  endsAt: Date | null;
  createdAt: Date;
  /** Of a message about a setting: what changed, and who answers for it. */
  setting: { name: string; lines: string[]; by: string; from: Date } | null;
  /** Of a message about a new way in: whose, and who gave it. */
  access: { kind: 'invitation' | 'identity'; name: string; role: Role; askedBy: string; confirmedBy: string } | null;
}

const CHANGED: Readonly<Record<Lost, string>> = {
  password: 'The password of your account was changed',
  authenticator: 'The authenticator app of your account was removed and its recovery codes made void',
  both: 'The password of your account was changed, and its authenticator app removed',
  account: 'Your account was opened again',
};

/** No number in it: a person asked to ring uses one they had before this mail came. */
const NOT_YOU = 'If this was not you, ring an admin of the unit at once, on a number that you know already.';

/** What staff are told by mail about their own account. `link` holds the only copy of the token there is. */
export function accountLetter(
  about: AboutAccount,
  link: string,
  { unitName, service }: { unitName: string; service: string | null },
): { subject: string; text: string } {
  const { subject, lines } = SAYS[about.kind](about, link, service);
  const text = [`${about.displayName},`, '', ...lines, '', `— Shared Care, ${unitName}. Do not reply to this address.`];
  return { subject, text: text.join('\n') };
}

type Says = (about: AboutAccount, link: string, service: string | null) => { subject: string; lines: string[] };

const until = (about: AboutAccount): string => (about.endsAt ? shortDateTime(about.endsAt) : 'one hour from now');
const lostWords = ({ lost }: AboutAccount): string => (lost ? LOST[lost].toLowerCase() : '');

const SAYS: Readonly<Record<AboutAccount['kind'], Says>> = {
  prove: (about, link) => ({
    subject: 'Shared Care: is this you?',
    lines: [
      `At ${londonTime(about.createdAt)} somebody asked on the sign-in page for help with your account (${lostWords(about)}).`,
      '',
      'If it was you, open this link. It shows that this mailbox is yours. An admin then rings you, and a second link comes:',
      link,
      '',
      `It works once, until ${until(about)}. If it was not you, do nothing: your account stays as it is.`,
    ],
  }),
  use_service: (_about, _link, service) => ({
    subject: 'Shared Care: how you sign in',
    lines: [
      'Somebody asked on the sign-in page for help with your account. It has no password here.',
      `You sign in with ${service ?? 'the sign-in service of your trust'}, and its helpdesk gives you a new password or second factor.`,
    ],
  }),
  started: (about) => ({
    subject: 'Shared Care: an admin is letting you in again',
    lines: [
      `${about.askedBy ?? 'An admin'} says that you have lost what you sign in with (${lostWords(about)}). When a second admin confirms it, a link comes.`,
      '',
      NOT_YOU,
    ],
  }),
  link: (about, link) => ({
    subject: about.lost === 'account' ? 'Shared Care: your account opens again' : 'Shared Care: your way back in',
    lines: [
      about.lost === 'account'
        ? 'Two admins have confirmed that you come back. Open your account here:'
        : 'It is confirmed that you are you. Go on here:',
      link,
      '',
      `The link works once, until ${until(about)}. Keep it to yourself: no admin needs it.`,
      NOT_YOU,
    ],
  }),
  setting: ({ setting }, link) => ({
    subject: `Shared Care: ${setting?.name ?? 'a setting'} changed`,
    lines: [
      `${setting?.name ?? 'A setting'}, from ${setting ? shortDateTime(setting.from) : 'now'}:`,
      ...(setting?.lines ?? []).map((line) => `- ${line}`),
      '',
      `Agreed by ${setting?.by ?? 'two people'}. Alerts raised before are judged as before.`,
      `Look here: ${link}`,
    ],
  }),
  identity: ({ access }, _link, service) => ({
    subject: 'Shared Care: another way into your account',
    lines: [
      `Your account opens by ${service ?? 'the sign-in service'} from now on. ${access?.askedBy ?? 'An admin'} asked for it, and ${access?.confirmedBy ?? 'another admin'} confirmed it.`,
      '',
      NOT_YOU,
    ],
  }),
  access: ({ access }, link) => ({
    subject: 'Shared Care: who can see the children of the unit',
    lines: [
      access?.kind === 'identity'
        ? `The account of ${access.name} opens by the sign-in service from now on.`
        : `${access?.name ?? 'Somebody'} has an account from now on, as ${access ? ROLES[access.role].toLowerCase() : 'staff'}.`,
      `${access?.askedBy ?? 'An admin'} asked for it, and ${access?.confirmedBy ?? 'another admin'} confirmed it.`,
      '',
      `If you do not expect it, ring an admin of the unit at once, on a number that you know already. Shared Care: ${link}`,
    ],
  }),
  told: (about) => ({
    subject: 'Shared Care: your account was changed',
    lines: [
      `${about.lost ? CHANGED[about.lost] : 'Your account was changed'} at ${londonTime(about.createdAt)}, and every browser was signed out.`,
      '',
      NOT_YOU,
    ],
  }),
};
