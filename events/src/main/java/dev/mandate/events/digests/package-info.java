/** The one hash by which records, texts and calls are named, and by which keys say whose they are. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.digests;
