/** Matches of one incident become one finding, and its updates. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.incidents;
