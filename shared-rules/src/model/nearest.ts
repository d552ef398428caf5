/**
 * The one of `words` that a person who typed `word` most likely meant, or undefined when none is close: at most three
 * (or `most`) insertions, deletions, replacements or swaps of neighbours, and fewer than half of the letters wrong. The first of
 * equals wins.
 */
export function nearest(word: string, words: Iterable<string>, most = 3): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of words) {
    // Every letter more or less is an edit.
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = edits(typed, candidate.toLowerCase(), least);
    if (distance < least && distance * 2 < Math.max(word.length, candidate.length)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** `, did you mean ...?` when something is near, else nothing: the end of a message about an unknown word. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const guess = nearest(word, words);
  return guess === undefined ? '' : `, did you mean \`${guess}\`?`;
}

/**
 * Optimal string alignment distance, or `enough` when it is not below that. Three rows of the table are enough: a swap looks two
 * rows back.
 */
function edits(from: string, to: string, enough: number): number {
  let older: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  let least = 0;
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    let leastOfRow = row;
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const distance = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
        row > 1 && column > 1 && swapped ? at(older, column - 2) + 1 : Infinity,
      );
      current.push(distance);
      if (distance < leastOfRow) leastOfRow = distance;
    }
    // A swap leads past one row, never past two.
    if (leastOfRow >= enough && least >= enough) return enough;
    least = leastOfRow;
    older = above;
    above = current;
  }
  return at(above, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
