/** People, agents and workloads: their snapshot, and the one place that changes it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.identities;
