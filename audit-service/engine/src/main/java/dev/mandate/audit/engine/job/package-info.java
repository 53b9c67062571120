/** The risk job puts the rooms together: actions and decisions in, findings and the states of sessions out. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.job;
