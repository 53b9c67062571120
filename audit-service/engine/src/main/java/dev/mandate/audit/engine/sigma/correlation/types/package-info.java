/**
 * What a correlation is: rules that it names, its type, which is a {@link dev.mandate.audit.engine.sigma.correlation.types.Window} over the
 * events of a group, and what a group keeps of an event.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.sigma.correlation.types;
