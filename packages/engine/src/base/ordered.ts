/** Orders text by UTF-16 code units: the same on every machine and locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders text so that digit runs compare as numbers: `a[2]` before `a[10]`. */
export function compareAddresses(left: string, right: string): number {
  const a = left.split(/(\d+)/);
  const b = right.split(/(\d+)/);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] ?? '';
    const y = b[i] ?? '';
    if (x === y) continue;
    if (i % 2 === 1) {
      const byValue = x.length - y.length || compareText(x, y);
      if (byValue !== 0) return byValue;
    }
    return compareText(x, y);
  }
  return a.length - b.length;
}
