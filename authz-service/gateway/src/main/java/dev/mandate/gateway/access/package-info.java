/** Who is let in, wherever he asks: by which scope, and what he is told who isn't. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.access;
