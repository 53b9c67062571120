/** What is known beside the action itself: tools, own domains, who answers, what is usual, what is suppressed. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.surroundings;
