/** What may stand in an element. */
export type Tree = Part | string | number | false | undefined | readonly Tree[];

type Part = { tag: string; props: Props; children: readonly Tree[] };

type Handlers = Pick<
  GlobalEventHandlers,
  | 'oncancel'
  | 'onchange'
  | 'onclick'
  | 'onclose'
  | 'ondragleave'
  | 'ondragover'
  | 'ondrop'
  | 'onerror'
  | 'oninput'
  | 'onkeydown'
> &
  Pick<GlobalEventHandlers, 'onkeyup' | 'onpaste' | 'onsubmit'>;

type Props = {
  /** By which an element is known among its siblings, wherever it stands the next time. */
  key?: string | undefined;
  /** Called once, when the element has come to the page. */
  onmount?: (element: HTMLElement) => void;
  value?: string | number;
} & { [Name in keyof Handlers]?: Handlers[Name] | undefined } & {
  [attribute in `aria-${string}` | Attribute]?: string | number | boolean | undefined;
};

type Attribute =
  | ('alt' | 'class' | 'controls' | 'd' | 'datetime' | 'dir' | 'disabled' | 'enterkeyhint' | 'hidden' | 'href' | 'lang')
  | ('loading' | 'max' | 'maxlength' | 'multiple' | 'part' | 'placeholder' | 'preload' | 'rel' | 'role' | 'rows')
  | ('src' | 'tabindex' | 'target' | 'title' | 'type' | 'viewBox');

/** An element as it shall be. */
export const h = (tag: string, props: Props, ...children: Tree[]): Part => ({ tag, props, children });

const parts = new WeakMap<Node, Part>();

/**
 * Makes an element's children what `trees` say, and touches only what is different: what has the focus, plays or is being
 * written into stays as it is. Preact does the same and more, in a fifth of what the whole widget may weigh.
 */
export function draw(element: Element, ...trees: Tree[]): void {
  const wanted = trees.flatMap(leavesOf);
  const keys = new Set(wanted.map(keyOf));
  const keyed = new Map<string, ChildNode>();
  for (const child of [...element.childNodes]) {
    const key = parts.get(child)?.props.key;
    if (key === undefined) continue;
    if (keys.has(key)) keyed.set(key, child);
    else child.remove();
  }
  let place = element.firstChild;
  for (const leaf of wanted) {
    const key = keyOf(leaf);
    const known = key === undefined ? nextLike(place, leaf) : keyed.get(key);
    const child = known && isLike(known, leaf) ? known : create(leaf);
    // What stands in between is not wanted any more: moving a child instead would take its focus away.
    if (child === known) while (place && place !== child && !isKeyed(place)) place = removed(place);
    if (child === place) place = place.nextSibling;
    else element.insertBefore(child, place);
    fill(child, leaf);
    if (child !== known && typeof leaf !== 'string' && child instanceof HTMLElement) leaf.props.onmount?.(child);
  }
  while (place) place = removed(place);
}

function nextLike(place: ChildNode | null, leaf: Part | string): ChildNode | null {
  let node = place;
  while (node && !isLike(node, leaf)) node = node.nextSibling;
  return node;
}

const isKeyed = (node: Node): boolean => parts.get(node)?.props.key !== undefined;

function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

const leavesOf = (tree: Tree): (Part | string)[] => {
  if (tree === undefined || tree === false || tree === '') return [];
  if (typeof tree === 'string' || typeof tree === 'number') return [`${tree}`];
  return isPart(tree) ? [tree] : tree.flatMap(leavesOf);
};

const isPart = (tree: Part | readonly Tree[]): tree is Part => 'tag' in tree;

const keyOf = (leaf: Part | string) => (typeof leaf === 'string' ? undefined : leaf.props.key);

function isLike(node: Node, leaf: Part | string): boolean {
  if (typeof leaf === 'string') return node instanceof Text;
  const part = parts.get(node);
  return part?.tag === leaf.tag && part.props.key === leaf.props.key;
}

const svg = new Set(['svg', 'path']);

function create(leaf: Part | string): Element | Text {
  if (typeof leaf === 'string') return document.createTextNode('');
  const { tag } = leaf;
  return svg.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
}

function fill(node: Node, leaf: Part | string): void {
  if (typeof leaf === 'string') {
    if (node.nodeValue !== leaf) node.nodeValue = leaf;
  } else if (node instanceof Element) {
    const before: Record<string, unknown> = parts.get(node)?.props ?? {};
    const after: Record<string, unknown> = leaf.props;
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[name] !== after[name] || name === 'value') set(node, name, after[name]);
    }
    parts.set(node, leaf);
    draw(node, ...leaf.children);
  }
}

function set(element: Element, name: string, value: unknown): void {
  if (name === 'key' || name === 'onmount') return;
  if (name === 'value') {
    // Set again, the cursor would jump to the end.
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value);
  } else if (name.startsWith('on')) Reflect.set(element, name, value ?? null);
  else if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : `${value}`);
}
