/**
 * Reads rule files of Sigma 2.1.0 into rules that {@link dev.mandate.audit.engine.sigma.correlation} runs, all or nothing: {@link
 * dev.mandate.audit.engine.sigma.reading.Compilation} is where it begins.
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification">Sigma specification 2.1.0</a>
 */
@NullMarked
package dev.mandate.audit.engine.sigma.reading;

import org.jspecify.annotations.NullMarked;
