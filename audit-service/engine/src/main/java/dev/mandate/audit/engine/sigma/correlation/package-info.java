/**
 * Correlates events that are read by field name: a {@link dev.mandate.audit.engine.sigma.correlation.RuleBook} says which groups an event
 * may advance, and {@link dev.mandate.audit.engine.sigma.correlation.Correlator} advances one group by one event. No framework, no clock,
 * no thread: whoever stores the states decides where they live.
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification">Sigma specification 2.1.0, correlation rules</a>
 */
@NullMarked
package dev.mandate.audit.engine.sigma.correlation;

import org.jspecify.annotations.NullMarked;
