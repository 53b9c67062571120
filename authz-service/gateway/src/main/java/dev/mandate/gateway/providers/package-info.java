/** Which providers of AI models operators have named, and how each is reached. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.providers;
