/** What audit-service says of its trail. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.audit;
