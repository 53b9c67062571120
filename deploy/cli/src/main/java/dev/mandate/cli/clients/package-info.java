/**
 * Who signs in without being a person: agents, clients and workloads are registered, listed and offered to owners, with their secrets, the
 * issuers that are trusted for them, and which application signs in at which.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.clients;
