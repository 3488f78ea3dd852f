/** A decimal number as policies write it. @returns `undefined` for anything else */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text.trim()) ? Number(text) : undefined;
}

const dateForm =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * Milliseconds since 1970 of a W3C date or of epoch time in seconds; no zone is read as UTC.
 *
 * Four digits are a year: epoch seconds of 1970 are not what a policy means.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseDate(text: string): number | undefined {
  const match = dateForm.exec(text);
  if (match === null) return /^-?\d{1,15}$/.test(text) ? epochMilliseconds(Number(text)) : undefined;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = match;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const zoneText = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zoneText}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function epochMilliseconds(epoch: number): number {
  return Math.abs(epoch) >= 1e11 ? epoch : epoch * 1000;
}
