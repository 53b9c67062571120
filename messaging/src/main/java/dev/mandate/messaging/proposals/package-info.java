/** Changes with a far reach: shown with whom they touch, and made once two people stand for them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.proposals;
