import type { NamedThing } from '../../diagnostics/kinds/intent.ts';

/** What AWS takes as a name, with one that it does take. */
export const nameForms: Readonly<Record<NamedThing, { readonly form: RegExp; readonly example: string }>> = {
  // 24: with what is put behind it, the name of a role stays under IAM's 64 characters.
  network: { form: /^(?!aws|sg-)(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, example: 'shop' },
  workload: {
    form: /^(?!(endpoints|flow-logs|nat|private-link|resolver)$)(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    example: 'api',
  },
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucket: {
    form: /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|\.mrap)$)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    example: 'shop-uploads',
  },
  table: { form: /^[A-Za-z0-9_.-]{3,255}$/, example: 'orders' },
  queue: { form: /^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$/, example: 'jobs' },
  secret: { form: /^[A-Za-z0-9/_+=.@-]{1,512}$/, example: 'shop/db' },
  /** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
  repository: {
    form: /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    example: 'shop-api',
  },
  other: { form: /^[A-Za-z0-9_-]{1,128}$/, example: 'users' },
};

/** The label of a resource in Terraform; names that differ by more than punctuation get labels that differ. */
export function labelOfName(name: string): string {
  const label = name.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(label) ? label : `n${label}`;
}
