/** State that is kept in memory from a compacted topic. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.projection;
