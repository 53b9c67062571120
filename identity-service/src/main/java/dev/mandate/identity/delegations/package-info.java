/** Who lets which agent do what, until when; it only narrows. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.delegations;
