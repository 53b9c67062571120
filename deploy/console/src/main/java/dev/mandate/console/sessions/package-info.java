/** What a session did, step by step, to be read, sent and kept. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.sessions;
