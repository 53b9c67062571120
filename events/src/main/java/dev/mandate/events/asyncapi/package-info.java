/** The AsyncAPI 3 document, derived from the topic catalogue and the event records. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.asyncapi;
