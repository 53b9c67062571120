/**
 * From policy text to Cedar's JSON form, once per publication, by the official library: {@link
 * dev.mandate.authz.engine.cedar.publish.PolicySource}. The only package that imports {@code com.cedarpolicy}.
 *
 * <p>Files are cut into {@link dev.mandate.authz.engine.cedar.publish.Statement statements} first. That gives refusals their
 * position, which the official parser does not tell, and is where clauses that only a superset of Cedar knows can be
 * taken out of a statement before the official parser sees it.
 */
@NullMarked
package dev.mandate.authz.engine.cedar.publish;

import org.jspecify.annotations.NullMarked;
