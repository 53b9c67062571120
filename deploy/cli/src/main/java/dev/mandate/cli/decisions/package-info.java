/**
 * May this be? {@code check}, {@code filter} and {@code call} ask authz-service as an agent or an application does, and say its answer in
 * words; {@code token} is what they ask with.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.decisions;
