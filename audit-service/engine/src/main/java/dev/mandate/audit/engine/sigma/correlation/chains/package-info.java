/** A correlation with all that it names, over as many levels as there are: the groups that an event belongs to, and their matches. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.engine.sigma.correlation.chains;
