/** What is kept of each session, and what decisions may know of it: what it touched, and the level that findings give it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.sessions;
