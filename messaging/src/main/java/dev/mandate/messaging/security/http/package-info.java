/** What is asked of whoever shows a token, with each request. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.security.http;
