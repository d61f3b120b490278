/** Injection token of the pool that acts as `shared_care_app`. Only `Database`, `Live`, sign-in and health use it. */
export const APP_DATABASE = Symbol('database as shared_care_app');
