/** Who is who, and who answers for whom, kept in memory from the streams of identity-service. */
@NullMarked
package dev.mandate.audit.identities;

import org.jspecify.annotations.NullMarked;
