/** Events that leave with the rows that they are about: written in the same transaction, sent by a relay afterwards. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.outbox;
