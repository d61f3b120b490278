import type { ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import type { Role } from '@shared-care/domain/roles';
import { TOLD_OF_SUSPENSION } from '@shared-care/domain/open-access-review';
import { openAccessActionsOf } from '@shared-care/domain/open-access-states';
import type { AskedAction } from './action-form';

const STANDS = ['active', 'due_review', 'suspended'];

/** What this role may do to this arrangement now and has to say something for, most likely first. */
export function askedActions(arrangement: ArrangementDetail, role: Role): AskedAction[] {
  const machine = openAccessActionsOf(role, arrangement.state);
  const unit = role === 'haemostasis_nurse' || role === 'phu_doctor';
  const actions: (AskedAction | false)[] = [
    unit && machine.includes('agree') && RECORD_AGREEMENT,
    unit && arrangement.state === 'awaiting_local_agreement' && CHASE,
    machine.includes('send_back') && (unit ? TAKE_BACK : SEND_BACK),
    STANDS.includes(arrangement.state) && arrangement.wardHolds === null && WARD_HOLDS,
    unit && STANDS.includes(arrangement.state) && arrangement.familyHolds === null && FAMILY_HOLDS,
    machine.includes('suspend') && SUSPEND,
    machine.includes('resume') && RESUME,
    machine.includes('withdraw') && WITHDRAW,
  ];
  return actions.filter((action) => action !== false);
}

const RECORD_AGREEMENT: AskedAction = {
  verb: 'record-agreement',
  button: 'Record the agreement',
  lead: 'For a ward manager or consultant who has no account here and told you that they agree.',
  fields: [
    { name: 'name', label: 'Who agreed' },
    { name: 'role', label: 'Their role', hint: 'Such as ward manager' },
    { name: 'how', label: 'How', hint: 'Such as by telephone, 24-Nov at 14:30' },
  ],
};

const CHASE: AskedAction = {
  verb: 'chase',
  button: 'Record the chase',
  lead: 'Write down that you asked again. The clock goes on until somebody at the hospital answers.',
  fields: [{ name: 'words', label: 'Whom you asked, and how' }],
};

const TAKE_BACK: AskedAction = {
  verb: 'send-back',
  button: 'Take back to edit',
  lead: 'It becomes a draft again, and the hospital is no longer asked.',
  fields: [{ name: 'reason', label: 'Why', kind: 'area' }],
};

const SEND_BACK: AskedAction = {
  verb: 'send-back',
  button: 'Send back',
  lead: 'The unit changes it and asks you again. Until then the child has what they have now.',
  fields: [{ name: 'reason', label: 'What has to change', kind: 'area' }],
};

const WARD_HOLDS: AskedAction = {
  verb: 'confirm',
  button: 'Ward holds it',
  lead: 'The ward or unit has this arrangement where the person who takes the call finds it.',
  fixed: { holder: 'ward' },
  fields: [{ name: 'saidBy', label: 'Who on the ward said so' }],
};

const FAMILY_HOLDS: AskedAction = {
  verb: 'confirm',
  button: 'Family holds the letter',
  lead: 'The family has the letter of this version in its hands.',
  fixed: { holder: 'family' },
  fields: [{ name: 'saidBy', label: 'Who said so, and how' }],
};

const SUSPEND: AskedAction = {
  verb: 'suspend',
  button: 'Suspend',
  danger: true,
  lead: 'It stops counting at once, until the suspension is lifted. Tell the family and the hospital first: they must not find out at the door.',
  fields: [
    { name: 'reason', label: 'Why', kind: 'area' },
    { name: 'reviewOn', label: 'Look again on', kind: 'date' },
    ...(
      [
        ['family', 'family'],
        ['linkConsultant', 'link_consultant'],
        ['ward', 'ward'],
        ['gp', 'gp'],
      ] as const
    ).map(([name, who]) => ({
      name: `told.${name}`,
      label: `${TOLD_OF_SUSPENSION[who]}: how they were told`,
    })),
  ],
};

const RESUME: AskedAction = {
  verb: 'resume',
  button: 'Lift the suspension',
  lead: 'It counts again from this moment.',
  fields: [{ name: 'reason', label: 'Why it counts again', kind: 'area' }],
};

const WITHDRAW: AskedAction = {
  verb: 'withdraw',
  button: 'Withdraw',
  danger: true,
  lead: 'It ends for good. The child then has no open access at this hospital until a new one is agreed.',
  fields: [
    { name: 'reason', label: 'Why', kind: 'area' },
    { name: 'familyTold', label: 'How the family is told' },
  ],
};
