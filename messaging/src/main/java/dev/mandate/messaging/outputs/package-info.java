/**
 * Events of a topic to where people look: each {@link dev.mandate.messaging.outputs.Output} has a consumer group of its own, is waited for while it
 * is away, and what it alone refuses is a dead letter.
 */
@NullMarked
package dev.mandate.messaging.outputs;

import org.jspecify.annotations.NullMarked;
