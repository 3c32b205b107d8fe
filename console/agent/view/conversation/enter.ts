/**
 * Enter that is meant as such: with Shift it breaks a line, with Alt it is a command of the page, and in an input method for Chinese or Japanese it ends a word, of
 * which Safari says 229. https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
 */
export const isBareEnter = ({ key, shiftKey, altKey, isComposing, keyCode }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !altKey && !isComposing && keyCode !== 229;
