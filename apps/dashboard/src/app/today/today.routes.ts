import type { Routes } from '@angular/router';
import { Today } from './today';

export const routes: Routes = [{ path: '', title: 'Today', component: Today }];
