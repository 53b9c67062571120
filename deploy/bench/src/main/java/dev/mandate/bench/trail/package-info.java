/** What it costs audit-service to lay records on the trail, with checkpoints and without. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.trail;
