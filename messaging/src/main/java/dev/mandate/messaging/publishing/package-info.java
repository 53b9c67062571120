/**
 * What has immutable versions under one name, of which one counts and one may be watched: policy sets, risk rules. Checked, kept, put
 * in force, rolled back, each on record in the transaction that does it. What is particular to a kind of artifact is told by its
 * service, as {@link dev.mandate.messaging.publishing.PublicationRules} and {@link dev.mandate.messaging.publishing.ActivationRules}.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.publishing;
