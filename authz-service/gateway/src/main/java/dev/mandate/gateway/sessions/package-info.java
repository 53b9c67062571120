/** Sessions of clients that begin with initialize. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.sessions;
