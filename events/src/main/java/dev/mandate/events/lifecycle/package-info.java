/** Facts and state that lifecycle-service owns: workers, access, the catalogue. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.lifecycle;
