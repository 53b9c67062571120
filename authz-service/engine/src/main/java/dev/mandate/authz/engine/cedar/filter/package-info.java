/**
 * What policies say of resources of which nothing is known but their type: a condition on what each is like, in place of an answer about one.
 *
 * <p>An expression is evaluated as far as its values are known ({@link dev.mandate.authz.engine.cedar.filter.Residue}); what is left is put into a
 * closed grammar ({@link dev.mandate.authz.engine.cedar.filter.Condition}), or there is no condition
 * ({@link dev.mandate.authz.engine.cedar.filter.NotAFilter}): nothing is guessed.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.cedar.filter;
