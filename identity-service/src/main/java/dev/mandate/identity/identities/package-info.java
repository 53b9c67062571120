/** People, agents and workloads: their standing, and the one place that changes it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.identities;
