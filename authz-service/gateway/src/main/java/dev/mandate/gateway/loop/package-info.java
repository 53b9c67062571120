/** What keeps the event loops free for everybody. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.loop;
