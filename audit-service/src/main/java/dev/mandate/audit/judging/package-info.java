/** Whether judging goes on, for orchestrators and operators, and why it doesn't. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.judging;
