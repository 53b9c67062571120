/** Who is let in, wherever he asks: by which scope, what he is told who isn't, and what is waited for first. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.access;
