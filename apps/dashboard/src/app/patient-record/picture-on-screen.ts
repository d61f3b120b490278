import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, Injectable, untracked } from '@angular/core';
import type { RecordPicture } from '@shared-care/contracts/record-picture/answers';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { RecordOnScreen } from '../patients/record-on-screen';

/** The twelve months of the record that is open: for the pictures on its Summary and the counts on its tabs. */
@Injectable()
export class PictureOnScreen {
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  private readonly record = inject(RecordOnScreen);

  private readonly fetched = computed(() => {
    const id = this.record.id();
    return id === null
      ? null
      : new Fetched(() => firstValueFrom(this.http.get<RecordPicture>(`${API}/patients/${id}/picture`)));
  });
  readonly picture = computed(() => this.fetched()?.value() ?? null);
  readonly problem = computed(() => this.fetched()?.problem() ?? null);
  readonly openRequests = computed(() => (this.picture()?.requests ?? []).filter(({ doneAt }) => doneAt === null));

  constructor() {
    effect(() => {
      const id = this.record.id();
      this.live.changedFor('patients', id);
      this.live.changedFor('alerts', id);
      this.live.changedFor('requests', id);
      const fetched = this.fetched();
      untracked(() => void fetched?.refresh());
    });
  }

  reload(): void {
    void this.fetched()?.refresh();
  }
}
