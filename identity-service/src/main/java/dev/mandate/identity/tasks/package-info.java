/** Tasks that an agent asks a person for: what it asks (RFC 9396), what he sees of it, and the delegation that comes of it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.tasks;
