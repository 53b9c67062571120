/** Which actions authz-service vouches for: only those may restrict anyone. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.attestation;
