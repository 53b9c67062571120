/** Addresses of the Internet Protocol and networks of them, written in one way only. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.network;
