/** The public surface of the engine. Named exports only. */
export type { Collection, Known, Unknown } from './base/known.ts';
export type { CatalogFiles } from './catalog/catalog.ts';
export { type Catalog, createCatalog } from './catalog/create-catalog.ts';
export { dataSourceFacts, prefixListFacts } from './catalog/facts.ts';
export type { HostnameClass } from './catalog/hostname-classes.ts';
export { createProviderSchemas } from './catalog/provider-schemas.ts';
export { describeRules, type RuleSummary } from './checks/describe-rules.ts';
export { diagnosePolicies } from './checks/policy-diagnostics.ts';
export { ruleContext, runRules } from './checks/run-rules.ts';
export {
  type Diagnostic,
  type DiagnosticWords,
  diagnose,
  type Language,
  type Severity,
} from './diagnostics/diagnostic.ts';
export { foreignFile, foreignTerraform } from './diagnostics/kinds/building.ts';
export { noWorkloadMatches, unknownResource, unknownTarget } from './diagnostics/kinds/configuration.ts';
export { type LabGap, labGap, labUnknownValue } from './diagnostics/kinds/lab.ts';
export { writtenBillDiffers, writtenCallDiffers } from './diagnostics/kinds/writing.ts';
export { describe as describeDiagnostic, diagnosticKinds } from './diagnostics/registry.ts';
export { writeCdk } from './generators/cdk/write-cdk.ts';
export type { PolicyFacts } from './generators/change/endpoint-policy.ts';
export { type FragmentFormat, writeFragment } from './generators/change/fragment.ts';
export { overlaid, withGiven } from './generators/change/user-project.ts';
export { writeChange } from './generators/change/write-change.ts';
export type { WrittenChange } from './generators/change/written-change.ts';
export { writeCloudFormation } from './generators/cloudformation/write-cloudformation.ts';
export type { GeneratedFile } from './generators/generated-file.ts';
export { writeTerraform } from './generators/terraform/write-terraform.ts';
export { addAccountFacts, type ReadPolicyFile } from './importers/configuration/add-account-facts.ts';
export { addConfiguredWorkloads } from './importers/configuration/add-workloads.ts';
export {
  type ConfigurationFacts,
  readConfigurationText,
  readConfigurationValue,
  withSeverities,
} from './importers/configuration/read-configuration.ts';
export { type BuiltNetwork, buildStack } from './importers/intent/build-stack.ts';
export type { Intent } from './importers/intent/intent.ts';
export { readIntentText, readIntentValue } from './importers/intent/read-intent.ts';
export { addStandIns } from './importers/stand-ins.ts';
export { evaluateProject } from './importers/terraform/evaluation/evaluate-project.ts';
export { providerMajorOf } from './importers/terraform/evaluation/provider-version.ts';
export { inspectConfiguration } from './importers/terraform/inspect.ts';
export type { Configuration, MissingModule, ResourceInstance } from './importers/terraform/instances.ts';
export { buildNetwork } from './importers/terraform/network/build-network.ts';
export type { FileText, ProjectFiles, ProjectInputs, VariableOption } from './importers/terraform/project.ts';
export type { ProtectedResource, Role } from './model/access.ts';
export type { NetworkChange } from './model/change.ts';
export type { Id, Origin } from './model/identity.ts';
export type * from './model/network.ts';
export {
  type ConfiguredNeed,
  type Expectation,
  emptySettings,
  type Ignore,
  isMeant,
  type Settings,
} from './model/settings.ts';
export type { Workload } from './model/workload.ts';
export { actingKindsOf } from './needs/acting-kinds.ts';
export { hostnameNeedsOf } from './needs/hostname-needs.ts';
export { imagePull, registryNeedsOf } from './needs/internet-needs.ts';
export type { Need } from './needs/need.ts';
export { needsOf } from './needs/needs.ts';
export { needsInRegions } from './needs/regional-needs.ts';
export { RoleNeeds } from './needs/role-needs.ts';
export { applyChanges } from './planning/apply-change.ts';
export { isNeeded } from './planning/compare-calls.ts';
export { makePlan } from './planning/make-plan.ts';
export type { Goal as AskedGoal, Plan } from './planning/plan.ts';
export { type CallsOf, parseEndpointRequest, proposeEndpoints } from './planning/propose-endpoint.ts';
export { rehearse } from './planning/rehearse.ts';
export { heldAddresses, isMeantBy } from './planning/removal.ts';
export { defaultHoursPerMonth } from './pricing/cost.ts';
export { usDollar } from './pricing/currency.ts';
export { openPriceBook, type PriceBook, priceBookDates, readPriceBook } from './pricing/price-book.ts';
export {
  changedPrices,
  isPriceBook,
  type PriceRow,
  readBulkPrices,
  readProductsAnswer,
  updatedBook,
} from './pricing/price-list.ts';
export { noUsage, servicesOfUsage, type Usage } from './pricing/usage.ts';
export { AccessPolicies } from './reachability/access-policies.ts';
export type { AccessQuestion } from './reachability/access-request.ts';
export type { Call, CallReason, CheckAnswer } from './reachability/answer.ts';
export { askableResources, isResourceName } from './reachability/asked-resource.ts';
export { authoriseCall } from './reachability/authorised-call.ts';
export { checkNetwork, proveOne } from './reachability/check.ts';
export { type JudgedExpectation, judgeExpectations } from './reachability/expectations.ts';
export {
  judgeRequest,
  type ReceivedCaller,
  type ReceivedRequest,
  type RequestVerdict,
  type ResourceName,
} from './reachability/received-request.ts';
export { type RoleGrant, RoleGrants } from './reachability/role-grants.ts';
export { parseTarget, type Target, type TargetProblem } from './reachability/target.ts';
export { answerBuild, type Built } from './reports/build-answer.ts';
export { answerCost, type CostQuestion } from './reports/cost-answer.ts';
export { breakEvenSvg } from './reports/cost-chart.ts';
export {
  readBudget,
  readHoursPerMonth,
  readStatedCurrency,
  readUsageFile,
} from './reports/cost-diagnostics.ts';
export { billedExtras } from './reports/cost-extras.ts';
export { toJunit } from './reports/documents/junit.ts';
export { testsToJunit } from './reports/documents/junit-tests.ts';
export { toMarkdown } from './reports/documents/markdown.ts';
export { diffToMarkdown } from './reports/documents/markdown-diff.ts';
export { type DocumentSettings, pathFrom } from './reports/documents/place.ts';
export { type SarifLog, toSarif } from './reports/documents/sarif.ts';
export { toHtml } from './reports/html/page.ts';
export { acceptKnown, type BaselineJson, parseBaseline, toBaseline } from './reports/json/accept.ts';
export type * from './reports/json/build-contract.ts';
export type * from './reports/json/contract.ts';
export { diagnosticsJson } from './reports/json/convert-diagnostic.ts';
export type * from './reports/json/cost-contract.ts';
export { toDiffJson } from './reports/json/diff.ts';
export type * from './reports/json/diff-contract.ts';
export { type NetworkMap, toNetworkMap } from './reports/json/map.ts';
export type * from './reports/json/plan-contract.ts';
export type * from './reports/json/rehearse-contract.ts';
export {
  type InspectedResource,
  type InspectedSource,
  toCheckJson,
  toInspectJson,
  toTraceJson,
} from './reports/json/reports.ts';
export type * from './reports/json/test-contract.ts';
export { type PreviousPaths, parsePreviousPaths, toTestJson } from './reports/json/test-report.ts';
export { answerPlan } from './reports/plan-answer.ts';
export {
  answerRehearsal,
  type RehearsalReport,
  type RehearsedSide,
} from './reports/rehearse-answer.ts';
export {
  changeDiagnostic,
  nothingToRehearse,
  readTriedSetting,
  type TriedSetting,
} from './reports/rehearse-diagnostics.ts';
export { toSvg } from './reports/svg.ts';
export { type BuildStep, renderBuild } from './reports/text/build.ts';
export { renderCheck } from './reports/text/check.ts';
export { renderCost } from './reports/text/cost.ts';
export { renderDiagnostics } from './reports/text/diagnostics.ts';
export { isWorse, renderDiff } from './reports/text/diff.ts';
export { renderInspect } from './reports/text/inspect.ts';
export { renderPlan } from './reports/text/plan.ts';
export { renderRehearsal } from './reports/text/rehearse.ts';
export type { TextSettings } from './reports/text/settings.ts';
export {
  type Span,
  type StyledLine,
  type StyleName,
  type TextWidth,
  toPlain,
} from './reports/text/styled.ts';
export { renderTests } from './reports/text/tests.ts';
export { renderTicket } from './reports/text/ticket.ts';
export type { NameAnswer, Resolution } from './resolution/resolution.ts';
export { resolveName } from './resolution/resolve-name.ts';
