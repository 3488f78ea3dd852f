#!/usr/bin/env node
import '../dist/naisen.js';
