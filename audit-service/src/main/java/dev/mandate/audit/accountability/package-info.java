/** Who answers for an agent, and from which records that is known. */
@NullMarked
package dev.mandate.audit.accountability;

import org.jspecify.annotations.NullMarked;
