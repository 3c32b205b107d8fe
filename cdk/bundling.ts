import { fileURLToPath } from 'node:url';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const shim = (name: string) => fileURLToPath(new URL(`shims/${name}.cjs`, import.meta.url));

/**
 * One minified module per function with everything in it: what was tested is what runs, whatever Lambda ships. CommonJS,
 * because Node compiles such a file lazily: importing webhook takes a quarter less than as an ES module.
 */
export const bundling: BundlingOptions = {
  format: OutputFormat.CJS,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: LogLevel.WARNING,
  bundleAwsSDK: true,
  esbuildArgs: {
    '--alias:node:http': shim('http'),
    '--alias:node:https': shim('https'),
    '--alias:http': shim('http'),
    '--alias:https': shim('https'),
    '--alias:@aws-sdk/credential-provider-node': shim('credentials'),
  },
};
