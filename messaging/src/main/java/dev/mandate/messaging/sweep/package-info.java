/** Work that is due by the clock. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.sweep;
