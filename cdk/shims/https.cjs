// `import 'node:https'` pulls in undici, 45 ms of a cold start; the module itself costs 5.
module.exports = process.getBuiltinModule('node:https');
