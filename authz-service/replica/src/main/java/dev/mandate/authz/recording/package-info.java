/** Gets records of decisions to their topic, and keeps account of those that it can't get there. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.recording;
