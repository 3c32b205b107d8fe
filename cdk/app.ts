import { App, Validations } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deployment } from '../config/deployment.ts';
import { SeawayStack } from './stack.ts';

const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
new SeawayStack(app, 'Seaway', deployment);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
