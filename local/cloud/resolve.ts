import * as z from 'zod';

/** What names of the template stand for on this machine; undefined where the local cloud has nothing like it. */
export type Places = {
  ref(id: string): string | undefined;
  attribute(id: string, name: string): string | undefined;
};

/**
 * A value of the template with its Ref, Fn::GetAtt, Fn::Join and Fn::Sub worked out. Throws on any other function and on
 * what `places` does not know, naming where in the template (`path`) it stands.
 */
export function resolve(value: unknown, places: Places, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => resolve(item, places, `${path}[${index}]`));
  const object = objectSchema.safeParse(value).data;
  if (!object) return value;
  const [name = '', ...others] = Object.keys(object);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, object[name], places, path);
  return Object.fromEntries(
    Object.entries(object).map(([key, item]) => [key, resolve(item, places, `${path}.${key}`)]),
  );
}

const objectSchema = z.record(z.string(), z.unknown());
const joinSchema = z.tuple([z.string(), z.array(z.unknown())]);
const subSchema = z.preprocess(
  (argument) => (typeof argument === 'string' ? [argument, {}] : argument),
  z.tuple([z.string(), objectSchema]),
);

function call(name: string, argument: unknown, places: Places, path: string): unknown {
  switch (name) {
    case 'Ref':
      return known(places.ref(z.string().parse(argument)), `Ref ${argument}`, path);
    case 'Fn::GetAtt': {
      const [id, attribute] = z.tuple([z.string(), z.string()]).parse(argument);
      return known(places.attribute(id, attribute), `${attribute} of ${id}`, path);
    }
    case 'Fn::Join': {
      const [between, parts] = joinSchema.parse(argument);
      return parts.map((part, index) => String(resolve(part, places, `${path}[${index}]`))).join(between);
    }
    case 'Fn::Sub':
      return substitute(argument, places, path);
    default:
      throw new Error(
        `${path}: the local cloud cannot work out ${name}: teach local/cloud/resolve.ts, or do without it`,
      );
  }
}

function substitute(argument: unknown, places: Places, path: string): string {
  const [text, variables] = subSchema.parse(argument);
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return String(resolve(variables[name], places, `${path}.${name}`));
    const [id = '', attribute] = name.split('.', 2);
    const value = attribute === undefined ? places.ref(id) : places.attribute(id, attribute);
    return known(value, name, path);
  });
}

function known(value: string | undefined, what: string, path: string): string {
  if (value === undefined) {
    throw new Error(`${path}: the local cloud does not know ${what}: teach local/cloud/places.ts what it stands for`);
  }
  return value;
}
