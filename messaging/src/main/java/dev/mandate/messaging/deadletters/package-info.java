/** What could not be taken, kept whole with the reason. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.deadletters;
