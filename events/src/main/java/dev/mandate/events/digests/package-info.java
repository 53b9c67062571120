/** The one hash by which records, texts and calls are named. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.digests;
