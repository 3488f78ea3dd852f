#!/usr/bin/env node
import { startProgram } from './start-program.js';

// The lab is a bundle of its own, with all that it needs besides.
const words = process.argv.slice(2);
const command = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '--lang');
startProgram(command === 'lab' ? 'naisen-lab' : 'naisen');
