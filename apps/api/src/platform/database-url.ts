/** Injection token of the address of the database, without a role. */
export const DATABASE_URL = Symbol('address of the database');
