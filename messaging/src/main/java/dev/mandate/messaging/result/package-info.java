/** How a domain class answers: done, or refused with a reason. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.result;
