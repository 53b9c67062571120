/** Up to which instant the risk job has judged everything: what {@code risk.sessions.v1} vouches for. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.completeness;
