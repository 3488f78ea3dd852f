/** Where a command writes: results to one stream, warnings to the other. */
export interface Output {
  readonly result: (text: string) => void;
  readonly remark: (text: string) => void;
}

/** A reader that went away (`| head`) is no error. */
export function processOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
  return {
    result: (text) => void process.stdout.write(text),
    remark: (text) => void process.stderr.write(text),
  };
}
