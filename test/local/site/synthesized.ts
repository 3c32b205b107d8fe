import { App, Stack } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { Api } from '../../../cdk/api.ts';
import { Site } from '../../../cdk/site.ts';
import { SiteFiles } from '../../../cdk/site-files.ts';

/** Synthesizes the site of the stack by itself, with files of the test's own. */
export function synthesizeSite(outdir: string, build: () => Record<string, string>): void {
  const app = new App({ outdir, context: CURRENTLY_RECOMMENDED_FLAGS });
  const stack = new Stack(app, 'Site');
  const site = new Site(stack, 'Site', { api: new Api(stack, 'Api') });
  new SiteFiles(stack, 'SiteFiles', { site, build, config: {} });
  app.synth();
}
