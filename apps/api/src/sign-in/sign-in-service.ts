import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../platform/config';
import { Oidc } from './oidc';

/** The one service that staff may sign in with, built at its first use. */
@Injectable()
export class SignInService {
  private oidc: Oidc | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Null when the unit uses none. */
  of(request: Request): Oidc | null {
    if (!this.config.oidc) return null;
    // The address we are reached at is known without PUBLIC_URL too by then.
    return (this.oidc ??= new Oidc(
      this.config.oidc,
      this.config.publicUrl ?? `http://localhost:${request.socket.localPort}`,
    ));
  }
}
