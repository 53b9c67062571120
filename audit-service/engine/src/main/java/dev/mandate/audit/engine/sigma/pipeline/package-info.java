/**
 * Rules that were written for others, made rules of ours: by pipelines, in the form of pySigma's. Text in, text out, so that what is
 * published, tested and on record is what counts, and no file beside it.
 */
@NullMarked
package dev.mandate.audit.engine.sigma.pipeline;

import org.jspecify.annotations.NullMarked;
