/** Programs without a browser of their own: a person types their code at a page, and agrees or refuses (RFC 8628). */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.devices;
