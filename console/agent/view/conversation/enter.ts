/**
 * Enter that is meant as such: with Shift it breaks a line, and in an input method for Chinese or Japanese it ends a word, of
 * which Safari says 229. https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
 */
export const isBareEnter = ({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
