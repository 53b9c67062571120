/** API keys and service accounts that other systems have, taken over by file: each is staged and offered to its owner, or nobody's. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.workloads.imported;
