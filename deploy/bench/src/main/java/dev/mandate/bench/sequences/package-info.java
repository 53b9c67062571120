/** The risk job beside Flink CEP and beside a bare pass-through, on one stream. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.sequences;
