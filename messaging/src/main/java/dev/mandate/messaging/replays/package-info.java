/** What became a dead letter: looked at, and taken up again. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.replays;
