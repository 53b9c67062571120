/** The trail: what happened, once each, append-only. */
@NullMarked
package dev.mandate.audit.trail;

import org.jspecify.annotations.NullMarked;
