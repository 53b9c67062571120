/**
 * Workloads that prove who they are by tokens of others: of the platform that they run on, or of the CI system. Which issuers are trusted two
 * people say; which of their tokens are a workload's, who answers for it.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.workloads.bound;
