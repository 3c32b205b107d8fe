import { startConsole } from '../../../../console/agent/start.tsx';

/** Who is signed in on the stage is the world that the page was sent to. */
const world = new URLSearchParams(location.search).get('world') ?? '';

startConsole({ token: async () => world, signOut: () => location.reload(), onEnd: () => {} });
