/** Signed checkpoints of the trail, by which whoever changes it behind the service's back is found out. */
@NullMarked
package dev.mandate.audit.checkpoints;

import org.jspecify.annotations.NullMarked;
