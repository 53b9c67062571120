/** What is answered: a verdict and what would change it, a filter of resources, what can be said before there is a call. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.decisions.answers;
