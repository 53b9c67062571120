/** What the HTTP edge of every feature shares: checks that name the field. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.http;
