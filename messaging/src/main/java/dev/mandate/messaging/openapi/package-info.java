/** The OpenAPI document of a service: what the scanner can't read off the code is added by rule, for every endpoint alike. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.openapi;
