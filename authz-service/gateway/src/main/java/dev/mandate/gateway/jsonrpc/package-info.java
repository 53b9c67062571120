/** JSON-RPC 2.0 as MCP uses it: one message at a time, read strictly. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.jsonrpc;
