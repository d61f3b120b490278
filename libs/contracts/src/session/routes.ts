import * as z from 'zod';
import { NOTHING, del, get, post } from '../route';
import {
  AccountSafety,
  Enrolment,
  RecoveryCodes,
  SessionInfo,
  SessionSummary,
  SignInAnswer,
  SignInPage,
  SignedOut,
} from './answers';
import { BeginEnrolment, ChangePassword, NewPasskey, OwnPassword, ShownPasskey, SignIn, TypedCode } from './shapes';

/** Options of the Web Authentication API, handed to the browser as they are. */
const PasskeyOptions = z.custom<object>((given) => typeof given === 'object' && given !== null);

export const accountRoutes = {
  safety: get('account', { access: ['account', 'read'], answer: AccountSafety }),
  enrol: post('account/authenticator-app', {
    access: ['account', 'change'],
    body: OwnPassword,
    answer: Enrolment,
    status: 201,
  }),
  confirm: post('account/authenticator-app/confirm', {
    access: ['account', 'change'],
    body: TypedCode,
    answer: RecoveryCodes,
    status: 201,
  }),
  recoveryCodes: post('account/recovery-codes', {
    access: ['account', 'change'],
    body: OwnPassword,
    answer: RecoveryCodes,
    status: 201,
  }),
  password: post('account/password', { access: ['account', 'change'], body: ChangePassword, answer: NOTHING }),
};

export const ownSessionRoutes = {
  list: get('sessions', { access: ['session', 'read'], answer: z.array(SessionSummary) }),
  end: del('sessions/:id', { access: ['session', 'end'], answer: NOTHING }),
};

export const passkeyRoutes = {
  ask: post('session/passkey/begin', {
    access: { open: 'asked for before anybody is known' },
    answer: PasskeyOptions,
  }),
  signIn: post('session/passkey', {
    access: { open: 'this is where somebody becomes known' },
    body: ShownPasskey,
    answer: SessionInfo,
    status: 201,
  }),
  offer: post('account/passkeys/begin', {
    access: ['account', 'change'],
    body: OwnPassword,
    answer: PasskeyOptions,
  }),
  keep: post('account/passkeys', {
    access: ['account', 'change'],
    body: NewPasskey,
    answer: AccountSafety.extend(RecoveryCodes.partial().shape),
    status: 201,
  }),
  remove: post('account/passkeys/:id/remove', {
    access: ['account', 'change'],
    body: OwnPassword,
    answer: AccountSafety,
  }),
};

export const sessionRoutes = {
  signInPage: get('sign-in-page', { access: { open: 'shown before anybody is known' }, answer: SignInPage }),
  signIn: post('session', {
    access: { open: 'this is where somebody becomes known' },
    body: SignIn,
    answer: SignInAnswer,
    status: 201,
  }),
  beginEnrolment: post('session/enrolment', {
    access: { open: 'between the two steps of a first sign-in; the session knows whose' },
    body: BeginEnrolment,
    answer: Enrolment,
    status: 201,
  }),
  secondStep: post('session/code', {
    access: { open: 'the second step of signing in; the session knows whose' },
    body: TypedCode,
    answer: SessionInfo.extend(RecoveryCodes.partial().shape),
    status: 201,
  }),
  session: get('session', { access: ['session', 'read'], answer: SessionInfo }),
  signOut: del('session', { access: ['session', 'end'], answer: SignedOut }),
};
