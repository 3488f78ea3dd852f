/** The public surface of the lab. Named exports only. */
export type * from './plan/lab-plan.ts';
