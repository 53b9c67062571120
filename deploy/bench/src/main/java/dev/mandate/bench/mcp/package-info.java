/** What a call of an MCP tool costs through the gateway. */
@NullMarked
package dev.mandate.bench.mcp;

import org.jspecify.annotations.NullMarked;
