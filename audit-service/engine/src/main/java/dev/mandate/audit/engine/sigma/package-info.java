/**
 * Sigma 2.1.0 rules over events that are read by field name: files are compiled into an immutable {@link
 * dev.mandate.audit.engine.sigma.RuleBook}, and {@link dev.mandate.audit.engine.sigma.Correlator} advances one group by one event.
 * No framework, no clock, no thread: whoever stores the states decides where they live.
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification">Sigma specification 2.1.0</a>
 */
@NullMarked
package dev.mandate.audit.engine.sigma;

import org.jspecify.annotations.NullMarked;
