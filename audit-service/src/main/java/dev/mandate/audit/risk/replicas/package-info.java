/** The replicas of the risk job: which of them has what, and what one takes over from another. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.risk.replicas;
