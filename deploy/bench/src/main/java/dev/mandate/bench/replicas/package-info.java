/** How long judging stands still while replicas of the risk job come and go. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.replicas;
