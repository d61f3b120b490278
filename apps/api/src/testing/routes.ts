import type { RunningApp } from '../app';

export interface Route {
  method: string;
  /** As declared, for example `/api/alerts/:id/close`. */
  path: string;
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

/**
 * Every route of the running program, read from its router: one that somebody adds is in here without being told. The
 * one left out is the framework's own "not found" for paths outside `/api`.
 */
export function routesOf({ nest }: RunningApp): Route[] {
  const { router } = nest.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route && route.path !== '/health/{*rest}'
      ? [route.path]
          .flat()
          .flatMap((path) => Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path })))
      : [],
  );
}

/** The path with every `:id` replaced. */
export function pathOf({ path }: Route, id: string): string {
  return path.replaceAll(':id', id);
}
