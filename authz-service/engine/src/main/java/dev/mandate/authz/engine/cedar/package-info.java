/**
 * Cedar at decision time: an immutable, indexed {@link dev.mandate.authz.engine.cedar.PolicySet} that answers a {@link
 * dev.mandate.authz.engine.cedar.Request} over lazily read {@link dev.mandate.authz.engine.cedar.Entities}, with the same decision,
 * reasons and errors as the official engine.
 *
 * <p>Data walks through three packages. {@code publish} turns policy text into Cedar's JSON form with the official
 * library, once per publication; {@code json} compiles that form into {@link dev.mandate.authz.engine.cedar.Policy policies};
 * this package decides, and knows neither text nor JSON.
 *
 * <p>{@link dev.mandate.authz.engine.cedar.PolicyCondition} is the seam between the two halves: whatever can be lowered to one,
 * such as Dogwood's {@code when temporal}, is a condition that the engine evaluates like any other.
 *
 * @see <a href="https://docs.cedarpolicy.com/auth/authorization.html">Cedar's authorization algorithm</a>
 */
@NullMarked
package dev.mandate.authz.engine.cedar;

import org.jspecify.annotations.NullMarked;
