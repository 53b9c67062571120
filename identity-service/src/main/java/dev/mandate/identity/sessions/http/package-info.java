/** What is asked with every request of a person who has more than everybody's scopes. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.sessions.http;
