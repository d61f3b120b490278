import { computed, inject, Injectable } from '@angular/core';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { RecordOnScreen } from '../patients/record-on-screen';

/** The twelve months of the record that is open: for the pictures on its Summary and the counts on its tabs. */
@Injectable()
export class PictureOnScreen {
  private readonly api = inject(Api);

  private readonly fetched = fetchedFor(
    inject(RecordOnScreen).id,
    (id) => this.api.call('GET patients/:id/picture', { params: { id } }),
    (live, id) => {
      live.changedFor('patients', id);
      live.changedFor('alerts', id);
      live.changedFor('requests', id);
    },
  );
  readonly picture = this.fetched.value;
  readonly problem = this.fetched.problem;
  readonly openRequests = computed(() => (this.picture()?.requests ?? []).filter(({ doneAt }) => doneAt === null));

  reload(): void {
    void this.fetched.refresh();
  }
}
