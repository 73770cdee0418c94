// How well change points agree with what several people marked: the measures of van den Burg and Williams, "An evaluation of
// change point detection algorithms" (arXiv:2003.06222), section 3.2.

/** So far from a mark a change point counts as found. */
const MARGIN = 5;

/**
 * @typedef {readonly (readonly number[])[]} Annotations What each person marked: indices of the first values of new segments.
 */

/**
 * Of marks and found places, those marks that have a place of their own within the margin, the nearest first.
 *
 * @param {readonly number[]} marks
 * @param {readonly number[]} places
 */
function truePositives(marks, places) {
  const left = [...places];
  return marks.filter((mark) => {
    const near = left
      .filter((place) => Math.abs(place - mark) <= MARGIN)
      .sort((a, b) => Math.abs(a - mark) - Math.abs(b - mark) || a - b);
    if (near.length === 0) return false;
    left.splice(left.indexOf(near[0]), 1);
    return true;
  });
}

/** @param {readonly number[]} places */
const withStart = (places) => [...new Set([0, ...places])].sort((a, b) => a - b);

/**
 * F1 of precision against all marks together and the mean recall of each person's; the start of the series counts as a mark.
 *
 * @param {Annotations} annotations
 * @param {readonly number[]} found
 */
export function f1(annotations, found) {
  const people = annotations.map(withStart);
  const places = withStart(found);
  const all = withStart(people.flat());
  const precision = truePositives(all, places).length / places.length;
  const recalls = people.map((marks) => truePositives(marks, places).length / marks.length);
  const recall = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
  return (2 * precision * recall) / (precision + recall);
}

/**
 * How well the found segments cover those of each person, from 0 to 1, weighted by their lengths.
 *
 * @param {Annotations} annotations
 * @param {readonly number[]} found
 * @param {number} count of values.
 */
export function covering(annotations, found, count) {
  const segments = (places) => {
    const ends = [...withStart(places).filter((place) => place < count), count];
    return ends.slice(1).map((to, i) => [ends[i], to]);
  };
  const ours = segments(found);
  const ofPerson = (marks) =>
    segments(marks).reduce((sum, [from, to]) => {
      const overlaps = ours.map(([a, b]) => {
        const both = Math.max(0, Math.min(b, to) - Math.max(a, from));
        return both / (b - a + (to - from) - both);
      });
      return sum + ((to - from) / count) * Math.max(...overlaps);
    }, 0);
  return annotations.reduce((sum, marks) => sum + ofPerson(marks), 0) / annotations.length;
}
