import { spawn } from 'node:child_process';

/** Runs `cdk synth` into the folder, without a network. Throws what it had to say where it fails. */
export async function synthesize(folder: string): Promise<void> {
  const cdk = spawn('cdk', ['synth', '--quiet', '--output', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const said: Buffer[] = [];
  cdk.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  cdk.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    cdk.once('error', reject);
    cdk.once('close', resolve);
  });
  if (code !== 0) throw new Error(`cdk synth failed:\n${Buffer.concat(said)}`);
}
