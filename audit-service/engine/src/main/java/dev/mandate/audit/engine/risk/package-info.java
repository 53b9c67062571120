/** The risk job: actions in, Sigma rules over the labels of tools, findings out. */
@NullMarked
package dev.mandate.audit.engine.risk;

import org.jspecify.annotations.NullMarked;
