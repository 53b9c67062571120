/** Which risk rules are in force: those that were published, and those that stand in for them. */
@NullMarked
package dev.mandate.audit.engine.rules;

import org.jspecify.annotations.NullMarked;
