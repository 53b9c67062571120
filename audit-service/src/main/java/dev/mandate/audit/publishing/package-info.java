/** How risk rules come into force: published in immutable versions, watched, activated, rolled back, retired. */
@NullMarked
package dev.mandate.audit.publishing;

import org.jspecify.annotations.NullMarked;
