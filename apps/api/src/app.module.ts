/// <reference types="vite/types/importMeta.d.ts" />
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Config } from './platform/config';
import { PlatformModule } from './platform/platform.module';

const ROOMS = import.meta.glob<Record<string, Type>>(['./*/*.module.ts', '!./platform/*'], { eager: true });

/**
 * Every concept, found by its `<concept>.module.ts`. Their order says nothing: no path of one concept answers for a path
 * of another.
 */
@Module({ imports: Object.values(ROOMS).flatMap((room) => Object.values(room)) })
export class AppModule {
  static with(config: Config, databaseUrl: string, sessionSecret: string): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(config, databaseUrl, sessionSecret)] };
  }
}
