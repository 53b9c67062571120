/** Events that come in: each has its effect once, whatever the broker delivers how often. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.inbox;
