import type { Facts } from '../../reachability/answer.ts';
import { type RehearseLabel, rehearseLabels } from '../words/rehearse.ts';
import { say } from '../words/sentence.ts';
import type { TextSettings } from './settings.ts';

/** One of the report's own sentences. */
export function rehearseWord(name: RehearseLabel, settings: TextSettings, facts: Facts = {}): string {
  return say(rehearseLabels[name], settings.language, facts);
}
