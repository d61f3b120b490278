import { HttpClient } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type ActionOn, permits, type Resource } from '@shared-care/contracts/permissions';
import type { Problem } from '@shared-care/contracts/problem';
import type {
  Enrolment,
  RecoveryCodes,
  SecondStep,
  SessionInfo,
  SignedOut,
  SignInAnswer,
  SignInPage,
} from '@shared-care/contracts/session/answers';
import type { SignIn, TypedCode } from '@shared-care/contracts/session/shapes';
import { firstValueFrom } from 'rxjs';
import { showPasskey, type PublicKeyCredentialRequestOptionsJSON } from './passkey';
import { toProblem } from './problem';
import { ServerClock } from './server-clock';
import { UnitNumbers } from './unit-numbers';

/** Who is signed in, and what they may do. */
@Service()
export class SessionStore {
  private readonly http = inject(HttpClient);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly numbers = inject(UnitNumbers);
  private readonly session = signal<SessionInfo | null>(null);
  private readonly failure = signal<Problem | null>(null);
  private asked: Promise<void> | null = null;

  readonly user = computed(() => this.session()?.user ?? null);
  readonly demo = computed(() => this.session()?.demo ?? false);
  readonly unitName = computed(() => this.session()?.unitName ?? '');
  /** When the session ends: idle, and whatever anybody does. */
  readonly ends = computed(() => {
    const session = this.session();
    return session === null ? null : { idle: new Date(session.idleEndsAt), whatever: new Date(session.endsAt) };
  });
  /** Why the server could not be asked who is signed in; null when the server answered. */
  readonly problem = this.failure.asReadonly();

  /** Hides what the server would refuse. Reads a signal, so templates and computeds follow a change of user. */
  may<R extends Resource>(resource: R, action: ActionOn<R>): boolean {
    const user = this.user();
    return user !== null && permits(user.role, resource, action);
  }

  /** Resolves to true once the server has said who is signed in, if anybody. Asks once. */
  async known(): Promise<true> {
    this.asked ??= this.load();
    await this.asked;
    return true;
  }

  /** What is still wanted after the password, or null when nothing is. */
  async signIn(credentials: SignIn): Promise<SecondStep | null> {
    const answer = await firstValueFrom(this.http.post<SignInAnswer>('/api/session', credentials));
    if ('secondStep' in answer) return answer;
    this.take(answer);
    this.asked = Promise.resolve();
    return null;
  }

  /** Signs in with a passkey, alone or after the password. False when the person turned away from the device's question. */
  async showPasskey(): Promise<boolean> {
    const options = await firstValueFrom(
      this.http.post<PublicKeyCredentialRequestOptionsJSON>('/api/session/passkey/begin', null),
    );
    const response = await showPasskey(options);
    if (response === null) return false;
    this.take(await firstValueFrom(this.http.post<SessionInfo>('/api/session/passkey', { response })));
    this.asked = Promise.resolve();
    return true;
  }

  enrolment(): Promise<Enrolment> {
    return firstValueFrom(this.http.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' }));
  }

  /** Recovery codes to keep, when this was the first code of a new authenticator app. */
  async typeCode(typed: TypedCode): Promise<string[] | null> {
    const answer = await firstValueFrom(
      this.http.post<SessionInfo & Partial<RecoveryCodes>>('/api/session/code', typed),
    );
    this.take(answer);
    this.asked = Promise.resolve();
    return answer.recoveryCodes ?? null;
  }

  /** Also at the sign-in service, where there is one: the next person at this computer is asked who they are. */
  async signOut(): Promise<void> {
    const { next } = await firstValueFrom(this.http.delete<SignedOut>('/api/session'));
    this.ended();
    if (next === null) await this.router.navigateByUrl('/sign-in');
    else location.assign(next);
  }

  /** The server no longer knows this session. */
  ended(): void {
    this.session.set(null);
    this.asked = Promise.resolve();
  }

  async signInPage(): Promise<SignInPage> {
    const page = await firstValueFrom(this.http.get<SignInPage>('/api/sign-in-page'));
    this.numbers.take(page.unit);
    return page;
  }

  /** Asks until when the session lives. False when it has ended, null without an answer. */
  async refresh(): Promise<boolean | null> {
    try {
      this.take(await firstValueFrom(this.http.get<SessionInfo>('/api/session')));
      return true;
    } catch (error) {
      return toProblem(error).code === 'not_signed_in' ? false : null;
    }
  }

  private async load(): Promise<void> {
    try {
      this.take(await firstValueFrom(this.http.get<SessionInfo>('/api/session')));
    } catch (error) {
      const problem = toProblem(error);
      this.session.set(null);
      if (problem.code === 'not_signed_in') return;
      this.failure.set(problem);
      // Not an answer: the next page asks again.
      this.asked = null;
    }
  }

  private take(session: SessionInfo): void {
    this.clock.set(session.now);
    this.numbers.take(session.unit);
    this.failure.set(null);
    this.session.set(session);
  }
}
