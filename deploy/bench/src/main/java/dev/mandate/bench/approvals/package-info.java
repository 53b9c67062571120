/** From a person's yes to the call that it lets through. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.approvals;
