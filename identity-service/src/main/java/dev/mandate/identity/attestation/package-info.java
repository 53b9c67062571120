/** An attester stands for a client: draft-ietf-oauth-attestation-based-client-auth-10, in this package alone. */
@NullMarked
package dev.mandate.identity.attestation;

import org.jspecify.annotations.NullMarked;
