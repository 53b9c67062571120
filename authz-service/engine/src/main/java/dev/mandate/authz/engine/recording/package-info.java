/** A decision as whoever asks gets it: an allow is given only once it is on record, and how records are kept is the embedder's affair. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.recording;
