/** What becomes of each method of MCP: what the gateway answers itself, what it filters, what is decided. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.methods;
