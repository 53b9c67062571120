/** What to say of a name that there isn't. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.names;
