/** What a refusal to publish is in HTTP. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.publishing.http;
