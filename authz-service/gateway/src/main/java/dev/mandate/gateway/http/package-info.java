/** Where clients come in: Streamable HTTP and OAuth's metadata. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.http;
