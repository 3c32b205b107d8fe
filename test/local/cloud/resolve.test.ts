import { expect, test } from 'vitest';
import { type Places, resolve } from '../../../local/cloud/resolve.ts';

const places: Places = {
  ref: (id) => ({ 'AWS::Region': 'us-east-1', Queue: 'http://queue' })[id],
  attribute: (id, name) => (id === 'Queue' && name === 'Arn' ? 'arn:queue' : undefined),
};

test.each([
  [{ Ref: 'Queue' }, 'http://queue'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  [{ 'Fn::Join': ['/', [{ Ref: 'AWS::Region' }, 'a', 7]] }, 'us-east-1/a/7'],
  [
    { 'Fn::Sub': `\${Queue} in \${AWS::Region}, \${Queue.Arn}, \${!Literal}` },
    `http://queue in us-east-1, arn:queue, \${Literal}`,
  ],
  [{ 'Fn::Sub': [`\${Name} of \${Queue}`, { Name: { Ref: 'AWS::Region' } }] }, 'us-east-1 of http://queue'],
  [
    { list: [{ Ref: 'Queue' }], number: 1, nothing: null },
    { list: ['http://queue'], number: 1, nothing: null },
  ],
])('%j', (value, resolved) => {
  expect(resolve(value, places, 'here')).toEqual(resolved);
});

test.each([
  [{ Variables: { URL: { Ref: 'Other' } } }, 'here.Variables.URL: the local cloud does not know Ref Other'],
  [[{ 'Fn::GetAtt': ['Queue', 'Colour'] }], 'here[0]: the local cloud does not know Colour of Queue'],
  [{ 'Fn::Sub': `\${Queue.Colour}` }, 'here: the local cloud does not know Queue.Colour'],
  [{ 'Fn::If': ['Condition', 1, 2] }, 'here: the local cloud cannot work out Fn::If'],
])('%j is refused with the place of the fault', (value, sentence) => {
  expect(() => resolve(value, places, 'here')).toThrow(sentence);
});
