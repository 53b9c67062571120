/** A session as it went, step by step, as far as the field policy shows what was in it. */
@NullMarked
package dev.mandate.audit.recordings;

import org.jspecify.annotations.NullMarked;
