/** Which gateways may ask about whom and what, and what they are trusted to know. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.gateways;
