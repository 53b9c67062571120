/** Records as the job reads and writes them, and the net below all stages: one that can't be taken or written is a dead letter, alone. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.records;
