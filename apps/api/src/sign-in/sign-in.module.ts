import { Module } from '@nestjs/common';
import { AccountController } from './account.controller';
import { OidcController } from './oidc.controller';
import { OwnSessionsController } from './own-sessions.controller';
import { PasskeysController } from './passkeys.controller';
import { SessionController } from './session.controller';
import { LocalSignIn } from './local-sign-in';
import { Sessions } from './sessions';
import { SignInService } from './sign-in-service';
import { SignInThrottle } from './sign-in-throttle';

@Module({
  controllers: [AccountController, OidcController, OwnSessionsController, PasskeysController, SessionController],
  providers: [SignInThrottle, LocalSignIn, Sessions, SignInService],
  exports: [SignInThrottle],
})
export class SignInModule {}
