/** A call becomes an event: what rules see of it, by field. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.calls;
