/** What the global set-up hands to every spec file, by Vitest's `inject`. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the test server's superuser, without a database name. */
    postgresUrl: string;
  }
}

export {};
