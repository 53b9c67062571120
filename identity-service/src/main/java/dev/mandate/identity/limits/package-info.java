/** How a person limits a tool further on a page before he agrees to it: only ever narrower than what was asked for. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.limits;
