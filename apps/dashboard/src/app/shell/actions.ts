import { computed, inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { ActionOn, Resource } from '@shared-care/contracts/permissions';
import type { IconName } from '@shared-care/ui/icon/icon';
import { QuickLog } from '../attendances/quick-log';
import { SessionStore } from '../core/session-store';
import { Theme } from '../core/theme';

export interface Action {
  icon: IconName;
  words: string;
  go: () => unknown;
}

type Opening = {
  [R in Resource]: [words: string, icon: IconName, path: string, resource: R, action: ActionOn<R>];
}[Resource];

const OPENINGS: readonly Opening[] = [
  ['Register a child', 'add', '/patients/register', 'patient', 'register'],
  ['New request', 'requests', '/requests/new', 'request', 'open'],
  ['Hand over my alerts', 'handover', '/handover', 'alert', 'hand_over'],
  ['Propose a merge of two records', 'merge', '/merges/new', 'merge', 'propose'],
  ['New survey', 'survey', '/surveys/new', 'survey', 'change'],
  ['Print the contact sheet', 'phone', '/hospitals/contact-sheet', 'hospital', 'read'],
  ['Start a verification round', 'verify', '/hospitals/verification', 'contact', 'check'],
  ['Your account', 'person', '/account', 'account', 'read'],
];

/** What can be begun from anywhere. Each opens the page or sheet of its usual steps: nothing is written from here. */
@Service()
export class Actions {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly quickLog = inject(QuickLog);
  private readonly theme = inject(Theme);

  readonly all = computed<Action[]>(() => [
    ...(this.session.may('attendance', 'log')
      ? [{ icon: 'add' as const, words: 'Log attendance', go: () => this.log() }]
      : []),
    ...OPENINGS.filter(([, , , resource, action]) => this.session.may(resource, action as never)).map(
      ([words, icon, path]) => ({ words, icon, go: () => this.router.navigateByUrl(path) }),
    ),
    this.theme.look() === 'dark'
      ? { icon: 'edit' as const, words: 'Light theme', go: () => this.theme.choose('light') }
      : { icon: 'edit' as const, words: 'Dark theme', go: () => this.theme.choose('dark') },
  ]);

  /** On a phone the sheet would cover everything, so it is a page there. */
  log(): void {
    if (matchMedia('(max-width: 640px)').matches) {
      this.quickLog.catchKeys();
      void this.router.navigateByUrl('/attendances/new');
    } else this.quickLog.show();
  }
}
