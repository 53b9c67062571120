/** One decision: named guards in order, deny by default, and a record of every answer. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.decisions;
