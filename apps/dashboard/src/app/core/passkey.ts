import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

export type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON };

/** Whether this browser knows passkeys at all. */
export function passkeysKnown(): boolean {
  return 'PublicKeyCredential' in globalThis;
}

/** Asks for face, finger or PIN. Null when the person turned away. The library is fetched at the first press. */
export async function showPasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
): Promise<AuthenticationResponseJSON | null> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return startAuthentication({ optionsJSON }).catch(turnedAway);
}

/** Makes a passkey. Null when the person turned away, `known` when this device has one already. */
export async function makePasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<RegistrationResponseJSON | 'known' | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON }).catch((error: unknown) =>
    nameOf(error) === 'InvalidStateError' ? 'known' : turnedAway(error),
  );
}

function turnedAway(error: unknown): null {
  if (['NotAllowedError', 'AbortError'].includes(nameOf(error))) return null;
  throw error;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
