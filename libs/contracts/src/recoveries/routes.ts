import { get, post } from '../route';
import { SeenVersion } from '../users/shapes';
import { AskedRecovery, CompletedRecovery, RecoveryList, RecoveryStep } from './answers';
import { AskRecovery, CompleteRecovery, ConfirmRecovery, RecoveryToken, StartRecovery } from './shapes';

export const recoveryRoutes = {
  ask: post('recoveries/ask', {
    access: { open: 'a person who asks cannot sign in' },
    body: AskRecovery,
    answer: AskedRecovery,
  }),
  look: post('recoveries/look', {
    access: { open: 'the link says whose it is' },
    body: RecoveryToken,
    answer: RecoveryStep,
  }),
  prove: post('recoveries/prove', {
    access: { open: 'the link says whose it is' },
    body: RecoveryToken,
    answer: RecoveryStep,
  }),
  complete: post('recoveries/complete', {
    access: { open: 'the link says whose it is' },
    body: CompleteRecovery,
    answer: CompletedRecovery,
  }),
  list: get('recoveries', { access: ['user', 'recover'], answer: RecoveryList }),
  start: post('users/:id/recoveries', { access: ['user', 'recover'], body: StartRecovery, answer: RecoveryList }),
  confirm: post('recoveries/:id/confirm', { access: ['user', 'recover'], body: ConfirmRecovery, answer: RecoveryList }),
  end: post('recoveries/:id/end', { access: ['user', 'recover'], body: SeenVersion, answer: RecoveryList }),
  sendAgain: post('recoveries/:id/send-again', {
    access: ['user', 'recover'],
    body: SeenVersion,
    answer: RecoveryList,
  }),
};
