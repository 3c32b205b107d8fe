import { openSession } from './session/index.ts';
import { startConsole } from './start.tsx';

startConsole(await openSession());
