/** How much one caller may use, so that nobody waits for another's requests. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.quota;
