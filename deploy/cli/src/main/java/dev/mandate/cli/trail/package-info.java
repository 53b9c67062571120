/** Holding the trail against what was signed of it. */
@NullMarked
package dev.mandate.cli.trail;

import org.jspecify.annotations.NullMarked;
