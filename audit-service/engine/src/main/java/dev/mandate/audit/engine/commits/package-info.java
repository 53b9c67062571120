/** When what a thread of the job did is committed: soon, and never so often that commits are most of its time. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.commits;
