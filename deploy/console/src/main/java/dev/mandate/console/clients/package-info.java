/** Applications and services that ask for tokens: what each is, and what it is to become. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.clients;
