import { computed, inject, Service, signal } from '@angular/core';
import type { AlertInQueue, CallToMake, Undelivered } from '@shared-care/contracts/alerts/answers';
import { DELIVERY_CHANNELS } from '@shared-care/domain/delivery';
import { londonTime } from '@shared-care/domain/london-time';
import type { OpsCause } from '@shared-care/domain/ops-causes';
import { formalName } from '@shared-care/domain/patient-name';
import type { IconName } from '@shared-care/ui/icon/icon-names';
import { AlertStore } from '../alerts/alert-store';
import { DeliveryStore } from '../alerts/delivery-store';
import { RotaStore } from '../rota/rota-store';
import { SetUpStore } from '../set-up/set-up-store';
import { IdleEnd } from '../core/idle-end';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';

export type TroubleKind =
  'ending' | 'offline' | 'calls' | 'undelivered' | 'email' | 'not_live' | 'rota' | 'product' | 'set_up';

/** One thing that is wrong: what stands in the strip while it is the first. */
export interface Trouble {
  kind: TroubleKind;
  icon: IconName;
  lead: string;
  words: string;
  /** Where it is mended, when one place mends it. */
  path: string | null;
}

/** What of an alert did not reach a person; each alert is said once. */
export interface UnreachedAlert {
  alertId: string;
  reference: string | null;
  /** The child, where this screen knows the alert. */
  name: string | null;
  hospital: string | null;
  tier: Undelivered['tier'];
  owner: string | null;
  call: CallToMake | null;
  failed: readonly Undelivered[];
}

/** Causes that another line of the list says better. */
const SAID_ELSEWHERE: ReadonlySet<OpsCause> = new Set(['delivery_failed', 'email_trouble']);

/** Everything that is wrong just now, for the one strip of the page and the drawer behind it, the most pressing first. */
@Service()
export class Troubles {
  private readonly session = inject(SessionStore);
  private readonly alerts = inject(AlertStore);
  private readonly deliveries = inject(DeliveryStore);
  private readonly rota = inject(RotaStore);
  private readonly setUp = inject(SetUpStore);
  private readonly live = inject(Live);
  private readonly idleEnd = inject(IdleEnd);

  /** Whether the drawer is open. */
  readonly open = signal(false);

  readonly delivery = this.deliveries.trouble;
  readonly ending = computed(() => {
    const warning = this.idleEnd.warning();
    return warning && { at: londonTime(warning.at), extendable: warning.extendable };
  });
  readonly freshness = computed(() => {
    const fresh = this.live.freshness();
    const at = fresh.kind === 'live' ? fresh.at : fresh.kind === 'not_live' ? fresh.since : fresh.showing;
    return { kind: fresh.kind, at: londonTime(at) };
  });
  /** What is wrong with the rota, for those who can mend it. */
  readonly rotaProblems = computed(() =>
    this.session.may('rota', 'write') ? (this.rota.onNow.value()?.problems ?? []) : [],
  );
  /** How many things alerts need are missing, for those who rely on them. */
  readonly missing = computed(() => this.setUp.open().length);
  readonly productProblems = computed(() => {
    const rota = this.rotaProblems().length > 0;
    const setUp = this.missing() > 0;
    return (this.delivery()?.problems ?? []).filter(
      ({ cause }) =>
        !SAID_ELSEWHERE.has(cause) &&
        !(rota && (cause === 'rota_gap' || cause === 'calendar_end')) &&
        !(setUp && cause === 'not_ready'),
    );
  });

  /** Each alert that a message did not reach somebody about, or that somebody must be rung about. */
  readonly unreached = computed((): UnreachedAlert[] => {
    const trouble = this.delivery();
    const known = new Map((this.alerts.running()?.alerts ?? []).map((alert) => [alert.id, alert]));
    const found = new Map<string, UnreachedAlert & { failed: Undelivered[] }>();
    for (const call of trouble?.callsToMake ?? []) found.set(call.alertId, { ...unreached(call, known), call });
    for (const message of trouble?.undelivered ?? []) {
      const entry = found.get(message.alertId) ?? unreached(message, known);
      entry.failed.push(message);
      found.set(message.alertId, entry);
    }
    return [...found.values()];
  });
  /** Those that still want somebody: an owner has seen the alert, whatever message failed. */
  readonly wanting = computed(() => this.unreached().filter(({ owner }) => owner === null));

  readonly list = computed((): Trouble[] =>
    [
      this.endingTrouble(),
      this.freshTrouble('offline'),
      this.callTrouble(),
      this.undeliveredTrouble(),
      this.emailTrouble(),
      this.freshTrouble('not_live'),
      ...this.rotaTroubles(),
      ...this.productProblems().map((problem) => ({
        kind: 'product' as const,
        icon: 'warning' as const,
        lead: `${sentence(problem.words)},`,
        words: `since ${londonTime(new Date(problem.since))}`,
        path: null,
      })),
      this.setUpTrouble(),
    ].filter((trouble) => trouble !== null),
  );

  stay(): Promise<void> {
    return this.idleEnd.stay();
  }

  private endingTrouble(): Trouble | null {
    const ending = this.ending();
    if (ending === null) return null;
    const words = ending.extendable
      ? 'This screen has not been used for a while.'
      : 'You have been signed in for 12 hours. Save what you are writing.';
    return { kind: 'ending', icon: 'clock', lead: `You will be signed out at ${ending.at}.`, words, path: null };
  }

  private freshTrouble(kind: 'offline' | 'not_live'): Trouble | null {
    const fresh = this.freshness();
    if (fresh.kind !== kind) return null;
    return kind === 'offline'
      ? { kind, icon: 'offline', lead: 'Offline.', words: `This page shows what was known at ${fresh.at}.`, path: null }
      : {
          kind,
          icon: 'silent',
          lead: `Not live since ${fresh.at}.`,
          words: 'Trying again. Saving still works.',
          path: null,
        };
  }

  private callTrouble(): Trouble | null {
    const calls = this.wanting().filter(({ call }) => call !== null);
    const [first] = calls;
    if (first === undefined) return null;
    const lead = calls.length === 1 ? 'Telephone now' : `Telephone now about ${calls.length} alerts`;
    const words = calls.length === 1 ? `about ${called(first)}: not acknowledged` : '– not acknowledged';
    return { kind: 'calls', icon: 'missed', lead, words, path: null };
  }

  private undeliveredTrouble(): Trouble | null {
    const alerts = this.wanting().filter(({ failed, call }) => failed.length > 0 && call === null);
    const messages = alerts.flatMap(({ failed }) => failed);
    const [first] = messages;
    if (first === undefined) return null;
    const more = messages.length > 1;
    const about = `about ${called(alerts[0]!)}`;
    return {
      kind: 'undelivered',
      icon: 'undelivered',
      lead: `${messages.length} ${more ? 'messages' : 'message'} not delivered,`,
      words: more
        ? `the last at ${londonTime(new Date(first.at))}`
        : `${londonTime(new Date(first.at))}: ${DELIVERY_CHANNELS[first.channel].toLowerCase()} to ${first.to}, ${about}`,
      path: null,
    };
  }

  private emailTrouble(): Trouble | null {
    const since = this.delivery()?.emailSince;
    if (since == null) return null;
    const lead = `Email is not going out since ${londonTime(new Date(since))}.`;
    return { kind: 'email', icon: 'undelivered', lead, words: 'Alerts are on this screen.', path: null };
  }

  private rotaTroubles(): Trouble[] {
    return this.rotaProblems().map(({ words }) => ({
      kind: 'rota' as const,
      icon: 'gap' as const,
      lead: words,
      words: '',
      path: '/rota',
    }));
  }

  private setUpTrouble(): Trouble | null {
    const missing = this.missing();
    if (missing === 0) return null;
    const lead =
      missing === 1
        ? '1 thing that alerts need is missing. See what.'
        : `${missing} things that alerts need are missing. See which.`;
    return { kind: 'set_up', icon: 'missing', lead, words: '', path: '/set-up' };
  }
}

function unreached(
  about: CallToMake | Undelivered,
  known: ReadonlyMap<string, AlertInQueue>,
): UnreachedAlert & { failed: Undelivered[] } {
  const alert = known.get(about.alertId);
  return {
    alertId: about.alertId,
    reference: about.reference,
    name: alert?.patient ? formalName(alert.patient) : alert?.unmatched?.name || null,
    hospital: 'hospital' in about ? about.hospital : (alert?.attendance?.hospital.name ?? null),
    tier: about.tier,
    owner: alert?.owner?.displayName ?? null,
    call: null,
    failed: [],
  };
}

function called({ name, reference }: UnreachedAlert): string {
  return name ?? reference ?? 'an alert';
}

/** The list of what is wrong is kept in small letters, to stand within a sentence too. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
