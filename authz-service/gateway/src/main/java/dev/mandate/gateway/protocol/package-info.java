/** Which methods and versions of MCP there are, and what this gateway does with each. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.protocol;
