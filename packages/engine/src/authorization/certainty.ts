/** Is it so? `maybe` = it depends on something that is not known. */
export type Certainty = 'yes' | 'no' | 'maybe';

export function both(a: Certainty, b: Certainty): Certainty {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'maybe';
}

export function either(a: Certainty, b: Certainty): Certainty {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'no' && b === 'no' ? 'no' : 'maybe';
}

export function not(a: Certainty): Certainty {
  return a === 'yes' ? 'no' : a === 'no' ? 'yes' : 'maybe';
}

export function certainly(isSo: boolean): Certainty {
  return isSo ? 'yes' : 'no';
}
