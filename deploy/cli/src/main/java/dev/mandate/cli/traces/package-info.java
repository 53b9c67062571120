/** Replays recorded runs of AI agents through the running system: one session a run, one decision a call. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.traces;
