// Not in the performance file, which a comparison takes from the present tree on both sides.
/** How many times as long one of the twelve tests takes; `cost` changes the figure in its copy, as a commit would. */
export const DEARER = 1;
