/** The findings of the risk job, as people ask for them. */
@NullMarked
package dev.mandate.audit.findings;

import org.jspecify.annotations.NullMarked;
