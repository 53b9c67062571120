/** What every service of Mandate is told about itself. */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging;
