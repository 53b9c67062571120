/** Where the groups of channels have got to, told to the broker so that a lag of 0 means that nothing is left. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.offsets;
