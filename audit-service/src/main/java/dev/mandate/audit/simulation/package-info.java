/** What other rules would have found of what happened: the trail, read again when somebody asks, against a candidate before it counts. */
@NullMarked
package dev.mandate.audit.simulation;

import org.jspecify.annotations.NullMarked;
