/** The public surface of the lab. Named exports only. */
export type { EdgeEntry } from './aws/front/edge-entry.ts';
export { type AwsSide, type AwsSideFacts, openAwsSide } from './aws/open-aws-side.ts';
export { examineMachine, type Feature, type FeatureId, modeOfMachine } from './doctor/examine-machine.ts';
export { type ExplainedPacket, explainPacket } from './explain/explain-packet.ts';
export { flowLogFormatter } from './flow-logs/flow-log-formatter.ts';
export { readLogFormat } from './flow-logs/log-format.ts';
export { type BuildStep, NamespacesTaken } from './kernel/build-network.ts';
export { congestionControlForHosts } from './kernel/congestion-control.ts';
export { KernelRefused } from './kernel/run-program.ts';
export { namespacesFolderOf, namespacesOf, tearDown } from './kernel/tear-down.ts';
export { askLab, serveControl } from './lab/control-socket.ts';
export { enterLab, type HostProgram, hostProgram, operatorProgram } from './lab/host-command.ts';
export { type Applied, type RunningLab, startLab } from './lab/lab-process.ts';
export {
  isAlive,
  LabDirectory,
  type LabRecord,
  type LabSettings,
  labNamePattern,
  labsDirectory,
  prefixOf,
  startTimeOf,
  writeWhole,
} from './lab/lab-record.ts';
export { captureCommand } from './lab/packet-capture.ts';
export { isWithoutRole, startAwsSide } from './lab/services.ts';
export { takeDown } from './lab/take-down.ts';
export { editedText, filledIn, type Miss, missesOf } from './lessons/judge-output.ts';
export type { Edit, Lesson, LessonStep } from './lessons/lesson.ts';
export { madeUpNames } from './lessons/lesson-names.ts';
export { readLesson } from './lessons/read-lesson.ts';
export { compileLab, type LabFacts } from './plan/compile-lab.ts';
export type * from './plan/lab-plan.ts';
export { type NameOutcome, type NameTarget, nameProgram, probeNames } from './probe/probe-host.ts';
