import { succeed } from '../../../base/result.ts';
import { numberType, numberValue, stringType, stringValue, unknownOf } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { textAt } from './arguments.ts';
import { type FunctionDefinition, type FunctionTable, type Outcome, refuse } from './definition.ts';

/** @see https://developer.hashicorp.com/terraform/language/functions/formatdate */
export const timeFunctions: FunctionTable = {
  formatdate: {
    parameters: [
      { name: 'format', type: stringType },
      { name: 'time', type: stringType },
    ],
    result: stringType,
    apply: applyFormatDate,
  },
  timeadd: {
    parameters: [
      { name: 'timestamp', type: stringType },
      { name: 'duration', type: stringType },
    ],
    result: stringType,
    apply: applyTimeAdd,
  },
  timecmp: {
    parameters: [
      { name: 'timestamp_a', type: stringType },
      { name: 'timestamp_b', type: stringType },
    ],
    result: numberType,
    apply: applyTimeCmp,
  },
  timestamp: impure([]),
  plantimestamp: impure([]),
  uuid: impure([]),
  bcrypt: { ...impure([{ name: 'str', type: stringType }]), variadic: { name: 'cost', type: numberType } },
};

/** Different each time it is called: never known before the run. */
function impure(parameters: FunctionDefinition['parameters']): FunctionDefinition {
  return {
    parameters,
    result: stringType,
    apply: () => succeed(unknownOf(stringType, { reason: 'impure', references: [] }, { notNull: true })),
  };
}

/** A moment and the zone in which it is shown. */
interface Timestamp {
  /** Nanoseconds since 1970 in UTC. */
  readonly nanoseconds: bigint;
  readonly zoneMinutes: number;
  /** Whether the zone was written as `Z`. */
  readonly isUtc: boolean;
}

const nanosecondsPerSecond = 1_000_000_000n;

/** RFC 3339 as Go reads it: upper case `T` and `Z`, no leap seconds, days must exist. */
function parseTimestamp(text: string): Timestamp | undefined {
  const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:(Z)|([+-])(\d\d):(\d\d))$/;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [zoneHours = 0, zoneMinutes = 0] = match[8] === 'Z' ? [] : match.slice(10, 12).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || zoneHours > 24 || zoneMinutes > 60) return undefined;
  const zone = (zoneHours * 60 + zoneMinutes) * (match[9] === '-' ? -1 : 1);
  const seconds =
    BigInt(daysFromCivil(year, month, day)) * 86_400n + BigInt(hour * 3600 + minute * 60 + second);
  const fraction = BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'));
  return {
    nanoseconds: (seconds - BigInt(zone * 60)) * nanosecondsPerSecond + fraction,
    zoneMinutes: zone,
    isUtc: match[8] === 'Z' || zone === 0,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01 in the Gregorian calendar; years start in March so that leap days come last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + dayOfYear - 719_468;
}

/** The parts of a moment as a clock in its zone shows them. */
interface ClockTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 = Sunday. */
  readonly weekday: number;
}

function clockTime({ nanoseconds, zoneMinutes }: Timestamp): ClockTime {
  const local = nanoseconds + BigInt(zoneMinutes * 60) * nanosecondsPerSecond;
  const seconds = floorDivide(local, nanosecondsPerSecond);
  const days = Number(floorDivide(seconds, 86_400n));
  const ofDay = Number(seconds - BigInt(days) * 86_400n);
  return {
    ...civilFromDays(days),
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function civilFromDays(days: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const approximate = Math.floor(days / 365.2425) + 1970;
  let year = approximate + 1;
  while (daysFromCivil(year, 1, 1) > days) year--;
  let month = 12;
  while (daysFromCivil(year, month, 1) > days) month--;
  return { year, month, day: days - daysFromCivil(year, month, 1) + 1 };
}

function formatTimestamp(timestamp: Timestamp): string {
  const { year, month, day, hour, minute, second } = clockTime(timestamp);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const zone = timestamp.isUtc ? 'Z' : formatZone(timestamp.zoneMinutes, ':');
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${zone}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function formatZone(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}

/** Nanoseconds of each unit of a duration. */
const durationUnits: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: nanosecondsPerSecond,
  m: 60n * nanosecondsPerSecond,
  h: 3600n * nanosecondsPerSecond,
};

const durationMax = (1n << 63n) - 1n;

/** `1h30m`, `-1.5s`, `0`: numbers with units, in any order. */
function parseDuration(text: string): bigint | undefined {
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of body.matchAll(
    /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g,
  )) {
    const size = durationUnits[unit] ?? 0n;
    total += BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
  }
  if (total > durationMax) return undefined;
  return sign === '-' ? -total : total;
}

function applyTimeAdd(args: readonly Value[]): Outcome {
  const timestamp = parseTimestamp(textAt(args, 0));
  if (timestamp === undefined) return refuse('timeadd', 'timestamp', 0, 'bad-time', textAt(args, 0));
  const duration = parseDuration(textAt(args, 1));
  if (duration === undefined) return refuse('timeadd', 'duration', 1, 'bad-duration', textAt(args, 1));
  return succeed(
    stringValue(formatTimestamp({ ...timestamp, nanoseconds: timestamp.nanoseconds + duration })),
  );
}

function applyTimeCmp(args: readonly Value[]): Outcome {
  const left = parseTimestamp(textAt(args, 0));
  if (left === undefined) return refuse('timecmp', 'timestamp_a', 0, 'bad-time', textAt(args, 0));
  const right = parseTimestamp(textAt(args, 1));
  if (right === undefined) return refuse('timecmp', 'timestamp_b', 1, 'bad-time', textAt(args, 1));
  const difference = left.nanoseconds - right.nanoseconds;
  return succeed(numberValue(difference > 0n ? 1 : difference < 0n ? -1 : 0));
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

function applyFormatDate(args: readonly Value[]): Outcome {
  const timestamp = parseTimestamp(textAt(args, 1));
  if (timestamp === undefined) return refuse('formatdate', 'time', 1, 'bad-time', textAt(args, 1));
  const clock = clockTime(timestamp);
  let result = '';
  const tokens = textAt(args, 0).match(/'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  for (const token of tokens) {
    const text = formatToken(token, clock, timestamp);
    if (text === undefined) return refuse('formatdate', 'format', 0, 'bad-date-format', token);
    result += text;
  }
  return succeed(stringValue(result));
}

/** One run of a letter, a quoted literal, or anything else as it is. */
function formatToken(token: string, clock: ClockTime, timestamp: Timestamp): string | undefined {
  if (token.startsWith("'")) return token.length < 2 ? undefined : token.slice(1, -1).replaceAll("''", "'");
  if (!/^[A-Za-z]/.test(token)) return token;
  return clockToken(token, clock) ?? zoneToken(token, timestamp);
}

function clockToken(token: string, clock: ClockTime): string | undefined {
  const month = months[clock.month - 1] ?? '';
  const weekday = weekdays[clock.weekday] ?? '';
  const halfDay = clock.hour % 12 === 0 ? 12 : clock.hour % 12;
  const tokens: Readonly<Record<string, string>> = {
    YYYY: String(clock.year).padStart(4, '0'),
    YY: two(clock.year % 100),
    MMMM: month,
    MMM: month.slice(0, 3),
    MM: two(clock.month),
    M: String(clock.month),
    DD: two(clock.day),
    D: String(clock.day),
    EEEE: weekday,
    EEE: weekday.slice(0, 3),
    hh: two(clock.hour),
    h: String(clock.hour),
    HH: two(halfDay),
    H: String(halfDay),
    AA: clock.hour < 12 ? 'AM' : 'PM',
    aa: clock.hour < 12 ? 'am' : 'pm',
    mm: two(clock.minute),
    m: String(clock.minute),
    ss: two(clock.second),
    s: String(clock.second),
  };
  return tokens[token];
}

function zoneToken(token: string, { zoneMinutes, isUtc }: Timestamp): string | undefined {
  switch (token) {
    case 'Z':
      return isUtc ? 'Z' : formatZone(zoneMinutes, ':');
    case 'ZZZ':
      return isUtc ? 'UTC' : formatZone(zoneMinutes, '');
    case 'ZZZZ':
      return formatZone(zoneMinutes, '');
    case 'ZZZZZ':
      return formatZone(zoneMinutes, ':');
    default:
      return undefined;
  }
}
