/** Injection token of the pool that acts as `shared_care_app`. Only `Database`, `Live`, sign-in and health use it. */
export const APP_DATABASE = Symbol('database as shared_care_app');

/**
 * Injection token of the pool that acts as `shared_care_worker`: background loops only, which act for nobody and must
 * neither wait for requests nor make them wait.
 */
export const WORKER_DATABASE = Symbol('database as shared_care_worker');
