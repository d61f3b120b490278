import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { permits, type ActionOn, type Resource } from '@shared-care/contracts/permissions';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Request } from 'express';
import { NotFound, NotSignedIn } from './problems';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- passport publishes its type of req.user this way
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- likewise: an interface is what is merged
    interface User extends CurrentUser {}
  }
}

/** Under which {@link Access} and `@Handle` keep what they declare. */
export const ACCESS = 'access';

export interface Declared {
  resource: Resource;
  action: string;
}

/** Says which line of the permission table opens this handler. Every handler has this or {@link Public}. */
export function Access<R extends Resource>(resource: R, action: ActionOn<R>): CustomDecorator {
  return SetMetadata(ACCESS, { resource, action } satisfies Declared);
}

/** Open to anybody on the network. The reason is for the reader. */
export function Public(_because: string): CustomDecorator {
  return SetMetadata(ACCESS, 'public');
}

/** The signed-in user; behind the guard there always is one. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): CurrentUser => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw new NotSignedIn();
  return user;
});

/** Default is refusal: no declaration, no answer. A role that may not is told the same as about a thing that is not there. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const declared = this.reflector.get<Declared | 'public' | undefined>(ACCESS, context.getHandler());
    if (declared === 'public') return true;
    const { user } = context.switchToHttp().getRequest<Request>();
    if (!user) throw new NotSignedIn();
    if (!declared || !permits(user.role, declared.resource, declared.action as ActionOn<Resource>))
      throw new NotFound();
    return true;
  }
}

/** The route somebody forgot: refuses to start when a handler declares neither access nor that it is public. */
@Injectable()
export class EveryHandlerDeclaresAccess implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const forgotten = this.discovery.getControllers().flatMap(({ instance, name }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter(
          (method) =>
            Reflect.hasMetadata('path', prototype[method]!) && !this.reflector.get(ACCESS, prototype[method]!),
        )
        .map((method) => `${String(name)}.${method}`);
    });
    if (forgotten.length > 0) throw new Error(`Declare @Access or @Public on: ${forgotten.join(', ')}`);
  }
}
