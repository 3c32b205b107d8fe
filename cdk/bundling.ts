import { fileURLToPath } from 'node:url';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const shim = (name: string) => fileURLToPath(new URL(`shims/${name}.cjs`, import.meta.url));

/** One minified module per function with everything in it: what was tested is what runs, whatever Lambda ships. */
export const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: LogLevel.WARNING,
  bundleAwsSDK: true,
  // For the few dependencies in CommonJS.
  banner: 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);',
  esbuildArgs: {
    '--alias:node:http': shim('http'),
    '--alias:node:https': shim('https'),
    '--alias:http': shim('http'),
    '--alias:https': shim('https'),
    '--alias:@aws-sdk/credential-provider-node': shim('credentials'),
  },
};
