/** JSON schemas of a tool's arguments: compiled once, enforced whole, in bounded time. */
@org.jspecify.annotations.NullMarked
package dev.mandate.arguments.schema;
