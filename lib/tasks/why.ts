import type { Facts } from './why/facts.ts';
import { type Whereabouts, whereaboutsOf } from './why/places.ts';
import { sentencesOf, summaryOf } from './why/sentences.ts';
import { verdictInWords } from './why/verdict-words.ts';
import { type Verdict, verdictsOf } from './why/verdicts.ts';

/** Why a task is where it is: what was found, and the same in sentences for people. */
export type Why = Whereabouts & {
  task: Facts['task'];
  offers: Facts['offers'];
  /** The workers, those closest to the task first, each with what they are to it. */
  workers: (Verdict & { sentence: string })[];
  /** Why it came to whom it did, where it came to anybody. */
  summary: string | undefined;
  sentences: string[];
};

/**
 * Explains the routing of a task from what TaskRouter says (`readFacts`): the filter, the place in the workflow, whom it was
 * offered, who could take it and what rules out each of the others, and what comes next.
 */
export function whyOf(facts: Facts): Why {
  const whereabouts = whereaboutsOf(facts);
  const verdicts = verdictsOf(facts, whereabouts.here);
  return {
    ...whereabouts,
    task: facts.task,
    offers: facts.offers,
    workers: verdicts.map((verdict) => ({ ...verdict, sentence: verdictInWords(verdict, facts.task) })),
    summary: summaryOf(facts, whereabouts),
    sentences: sentencesOf(facts, whereabouts, verdicts),
  };
}
