/** What is decided, recorded, done and told. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.calls;
