/** How a request gets to a server and its answer back, within bounds: over HTTP or to a child process. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.upstream;
