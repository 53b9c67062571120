/** What a client says of itself when it is registered: its grant types, where its answers go, what it may ask for. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.clients.metadata;
