/** What is heard: hertz and seconds. A call rings twice over two notes, as telephones do; anything else is one soft third. */
const tones = {
  message: [
    [660, 0, 0.12],
    [830, 0.12, 0.22],
  ],
  call: [
    [480, 0, 0.4],
    [620, 0, 0.4],
    [480, 0.6, 0.4],
    [620, 0.6, 0.4],
  ],
} as const;
export type Tone = keyof typeof tones;

let context: AudioContext | undefined;

/** Sounds once. Browsers let a page be heard only after it was clicked or typed into: until then it is silent. */
export function sound(tone: Tone): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  for (const [pitch, start, length] of tones[tone]) play(context, pitch, context.currentTime + start, length);
}

/** Rises and falls within a few milliseconds, or it would click. */
function play(audio: AudioContext, pitch: number, at: number, length: number): void {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.12, at + 0.015);
  gain.gain.setValueAtTime(0.12, at + length - 0.05);
  gain.gain.linearRampToValueAtTime(0, at + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + length);
}
