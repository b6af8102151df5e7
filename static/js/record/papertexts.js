// The words on the papers, as ballots/paper_texts.py writes them.
import { TITLE_LIMIT, isClean, isSaid } from "./text.js";

const MOST_LINES = 20;
const DEADLINE = /^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

/** Whether `make_texts` would make of these texts just these texts. Refused as text.js. */
export function arePaperTexts(papers) {
  const { superior, issuer, locality, addressee, signature_title: title, deadline } = papers;
  const { numbers, chair, secretary, legal_basis: basis, recipients } = papers;
  return [superior, issuer, locality, addressee, title].every((line) => isClean(line, TITLE_LIMIT))
    && [basis, recipients].every(areLines)
    && [numbers, chair, secretary].flatMap(Object.values).every((text) => isClean(text))
    && DEADLINE.test(deadline);
}

const areLines = (lines) => lines.length <= MOST_LINES && lines.every((line) => isSaid(line, TITLE_LIMIT));
