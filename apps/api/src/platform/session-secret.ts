/** Injection token of the secret that signs session cookies and keys what is counted of tries to sign in. */
export const SESSION_SECRET = Symbol('session secret');
