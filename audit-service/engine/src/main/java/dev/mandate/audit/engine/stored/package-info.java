/** How state is stored: decoded while it is at work, packed where it is written. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.stored;
