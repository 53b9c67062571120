/** The contracts of Mandate: topics, typed ids, event families and their CloudEvents form. No framework. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events;
