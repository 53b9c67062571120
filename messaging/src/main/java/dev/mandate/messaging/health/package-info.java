/** Whether this replica is ready, and the figures by which its lag is seen. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.health;
