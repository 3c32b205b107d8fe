const call = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
const plain = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const json = '{"property": "value", "boolean": true}';
const digest = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';

/** Signatures under the auth token 12345, published in twilio-node's tests (the second one in Twilio's documentation). */
export const twilioVectors = [
  { name: 'T1', url: plain, body: call, signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
  {
    name: 'T2',
    url: 'https://mycompany.com/myapp',
    body: 'CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212',
    signature: '3KI2uRuYyAdhZIJXcpU0izDUzWI=',
  },
  { name: 'T3, JSON', url: `${plain}&bodySHA256=${digest}`, body: json, signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' },
  { name: 'T4, signed with :443', url: plain, body: call, signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' },
  {
    name: 'T4, called with :443',
    url: plain.replace('.com', '.com:443'),
    body: call,
    signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  },
  { name: 'T5, apostrophe', url: `${plain}&Body=It's+amazing`, body: call, signature: 'dsq4Ehbj6cs+KdTkpF5sSSplOWw=' },
  {
    name: 'T6, a name twice',
    url: plain,
    body: 'MessagingBinding.Address=%2B1415xxxxxxx&MessagingBinding.Address=%2B1325xxxxxxx',
    signature: '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  },
  {
    name: 'T7, a value twice',
    url: plain,
    body: 'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234',
    signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  },
  {
    name: 'T8, user and password',
    url: 'https://user:pass@mycompany.com/myapp.php?foo=1&bar=2',
    body: call,
    signature: 'CukzLTc1tT5dXEDIHm/tKBanW10=',
  },
  {
    name: 'T9, JSON alone',
    url: `https://mycompany.com/myapp.php?bodySHA256=${digest}`,
    body: json,
    signature: 'y77kIzt2vzLz71DgmJGsen2scGs=',
  },
];
