import { Service, signal } from '@angular/core';

const KEPT_AS = 'shared-care.red-sound';
/** Two short tones, a fourth apart: heard over a ward, mistaken for no monitor. */
const TONES_HZ = [660, 880];
const TONE_SECONDS = 0.18;

/** A short sound for a new red alert, for a person who wants it on this computer. Off until somebody turns it on. */
@Service()
export class RedSound {
  private readonly wanted = signal(kept());
  readonly on = this.wanted.asReadonly();
  private context: AudioContext | null = null;

  /** Turning it on plays it once: that says how it sounds, and lets the browser play it later without a click. */
  turn(on: boolean): void {
    this.wanted.set(on);
    try {
      localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
    } catch {
      // A browser that keeps nothing has it until the page is closed.
    }
    if (on) this.play();
  }

  play(): void {
    if (!this.wanted()) return;
    const context = (this.context ??= new AudioContext());
    // Refused until somebody has touched the page: what is on screen still says it.
    if (context.state === 'suspended') void context.resume();
    TONES_HZ.forEach((frequency, place) => this.tone(context, frequency, context.currentTime + place * TONE_SECONDS));
  }

  private tone(context: AudioContext, frequency: number, at: number): void {
    const [oscillator, volume] = [context.createOscillator(), context.createGain()];
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + TONE_SECONDS);
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) === 'on';
  } catch {
    return false;
  }
}
