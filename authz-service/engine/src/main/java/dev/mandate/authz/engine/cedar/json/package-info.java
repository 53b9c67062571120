/**
 * Cedar's JSON forms: policies become {@link dev.mandate.authz.engine.cedar.Policy compiled conditions}, entities and contexts
 * become values. {@link dev.mandate.authz.engine.cedar.json.PolicyJson} reads what a publication hands over.
 *
 * @see <a href="https://docs.cedarpolicy.com/policies/json-format.html">JSON policy format</a>
 * @see <a href="https://docs.cedarpolicy.com/auth/entities-syntax.html">Entities in JSON</a>
 */
@NullMarked
package dev.mandate.authz.engine.cedar.json;

import org.jspecify.annotations.NullMarked;
